import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** Figures for Prometheus. Labels are route patterns, so they hold no data. */
export interface Metrics {
  readonly contentType: string
  observe(method: string, route: string, status: number, seconds: number): void
  text(): Promise<string>
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'kho_' })
  const requests = new Histogram({
    name: 'kho_http_request_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  })
  return {
    contentType: registry.contentType,
    observe: (method, route, status, seconds) => {
      requests.labels(method, route, String(status)).observe(seconds)
    },
    text: () => registry.metrics(),
  }
}
