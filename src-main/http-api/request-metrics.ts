/** The upper bounds of the histogram, in seconds. */
const buckets = [0.005, 0.02, 0.1, 0.5, 2, 10, 60] as const;

interface Durations {
  counts: number[];
  sum: number;
}

/** Counts the requests of the API since it was opened. */
export class RequestMetrics {
  /** By operation and status. */
  readonly #requests = new Map<string, number>();
  /** By operation. */
  readonly #durations = new Map<string, Durations>();
  #promptTokens = 0;
  #writtenTokens = 0;

  countRequest(operation: string, status: number, seconds: number): void {
    const labels = labelsOf({ operation, status: String(status) });
    this.#requests.set(labels, (this.#requests.get(labels) ?? 0) + 1);
    const known = this.#durations.get(operation) ?? { counts: buckets.map(() => 0).concat(0), sum: 0 };
    buckets.forEach((bound, n) => (known.counts[n] += seconds <= bound ? 1 : 0));
    known.counts[buckets.length]++;
    known.sum += seconds;
    this.#durations.set(operation, known);
  }

  countTokens({
    prompt_tokens: prompt,
    completion_tokens: written,
  }: {
    prompt_tokens: number;
    completion_tokens: number;
  }) {
    this.#promptTokens += prompt;
    this.#writtenTokens += written;
  }

  /** Returns the lines of these metrics in Prometheus' text format. */
  lines(): string[] {
    return [
      ...metric('kioku_http_requests_total', 'counter', 'Requests of the HTTP API that were answered.', [
        ...this.#requests,
      ]),
      ...this.#histogram(),
      ...metric('kioku_tokens_total', 'counter', 'Tokens that language models have read and written for requests.', [
        [labelsOf({ kind: 'prompt' }), this.#promptTokens],
        [labelsOf({ kind: 'completion' }), this.#writtenTokens],
      ]),
    ];
  }

  #histogram(): string[] {
    const name = 'kioku_http_request_duration_seconds';
    const lines = [...this.#durations].flatMap(([operation, { counts, sum }]) => [
      ...counts.map((count, n) => {
        const le = n < buckets.length ? String(buckets[n]) : '+Inf';
        return `${name}_bucket${labelsOf({ operation, le })} ${count}`;
      }),
      `${name}_sum${labelsOf({ operation })} ${sum}`,
      `${name}_count${labelsOf({ operation })} ${counts[buckets.length]}`,
    ]);
    return [`# HELP ${name} The time that answers have taken.`, `# TYPE ${name} histogram`, ...lines];
  }
}

export function metric(
  name: string,
  type: 'counter' | 'gauge',
  help: string,
  values: readonly (readonly [labels: string, value: number])[],
): string[] {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...values.map(([labels, value]) => `${name}${labels} ${value}`),
  ];
}

/** Returns labels as Prometheus reads them. */
export function labelsOf(labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return `{${pairs.join(',')}}`;
}

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
