-- Requests the paths given after `--` in turn, and prints one line that is easy to read.
local paths, n = {}, 0

function init(args)
  for place = 1, #args do paths[place] = wrk.format("GET", args[place]) end
end

function request()
  n = n + 1
  return paths[(n - 1) % #paths + 1]
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format("bench %d %d %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(95), latency:percentile(99), e.status, e.connect + e.read + e.write + e.timeout))
end
