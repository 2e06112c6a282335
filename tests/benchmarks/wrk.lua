-- Says in one line of JSON what wrk found.
done = function(summary, latency, requests)
   local errors = summary.errors
   io.write(string.format(
      '{"requests": %d, "seconds": %.6f, "failed": %d, "p50": %.6f, "p99": %.6f}\n',
      summary.requests, summary.duration / 1e6,
      errors.connect + errors.read + errors.write + errors.status + errors.timeout,
      latency:percentile(50) / 1e6, latency:percentile(99) / 1e6))
end
