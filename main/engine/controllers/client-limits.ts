// Models cmd/kube-controller-manager/app/options (v1.35) and client-go's rest/config.go: how many requests a second the
// client of each controller makes, as the flags `--kube-api-qps` and `--kube-api-burst` say.

export type ClientLimits = {
  /** Below 0 there is no limit. */
  readonly requestsPerSecond: number;
  /** How many requests are made at once after a while without any. */
  readonly burst: number;
};

export const DEFAULT_LIMITS: ClientLimits = { requestsPerSecond: 20, burst: 30 };
/** What a client does for which 0 is said. */
const CLIENT_DEFAULTS: ClientLimits = { requestsPerSecond: 5, burst: 10 };

/** The limits that a command line asks for; undefined when it is refused. */
export function limitsOf(args: readonly string[]): ClientLimits | undefined {
  const requestsPerSecond = numberOf(args, '--kube-api-qps') ?? DEFAULT_LIMITS.requestsPerSecond;
  const burst = numberOf(args, '--kube-api-burst') ?? DEFAULT_LIMITS.burst;
  if (Number.isNaN(requestsPerSecond) || !Number.isInteger(burst)) return undefined;
  if (requestsPerSecond === 0) return { ...CLIENT_DEFAULTS, burst: burst || CLIENT_DEFAULTS.burst };
  return requestsPerSecond > 0 && burst <= 0 ? undefined : { requestsPerSecond, burst };
}

/** A flag's number: its last wins, and what is no number is NaN; undefined when it is not given. */
function numberOf(args: readonly string[], flag: string): number | undefined {
  const at = args.findLastIndex((word) => word === flag || word.startsWith(`${flag}=`));
  const word = args[at];
  if (word === undefined) return undefined;
  const text = word === flag ? args[at + 1] : word.slice(flag.length + 1);
  return text ? Number(text) : Number.NaN;
}
