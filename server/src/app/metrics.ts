import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Figures for Prometheus. Labels are route patterns, so they hold no data. */
export interface Metrics {
  readonly contentType: string
  observe(method: string, route: string, status: number, seconds: number): void
  /** For how many seconds the log could not be published; 0 while it is. */
  observeUnpublished(seconds: number): void
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
  const unpublished = new Gauge({
    name: 'kho_journal_publishing_failing_seconds',
    help: 'For how long the published log could not be written; past KHO_SEAL_LIMIT_SECONDS no change is taken',
    registers: [registry],
  })
  return {
    contentType: registry.contentType,
    observe: (method, route, status, seconds) => {
      requests.labels(method, route, String(status)).observe(seconds)
    },
    observeUnpublished: (seconds) => {
      unpublished.set(seconds)
    },
    text: () => registry.metrics(),
  }
}
