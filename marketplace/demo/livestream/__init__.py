"""The reported programme, played again through the real verbs: nearly 2,500 views, 1,000 orders."""

from marketplace.demo.livestream.playing import play
from marketplace.demo.livestream.script import Fate, Route, Script, write_script

__all__ = ["Fate", "Route", "Script", "play", "write_script"]
