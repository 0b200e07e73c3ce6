"""What `make bench` runs: the market's speed, as ratios to yardsticks measured in the same run."""
