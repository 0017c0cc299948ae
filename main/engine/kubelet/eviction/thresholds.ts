// Models ParseThresholdConfig in pkg/kubelet/eviction/helpers.go and the defaults of pkg/kubelet/apis/config/v1beta1 (v1.35):
// what a kubelet must not run out of, as its configuration says.
import { parseQuantity } from '../../api/quantity.ts';
import { parseDuration } from '../../kernel/go-duration.ts';
import { MINUTE } from '../../kernel/time.ts';
import { type KubeletConfig, textsOf } from '../config-file.ts';

/** In the order in which those that are met are dealt with. */
export const SIGNALS = [
  'memory.available',
  'imagefs.available',
  'imagefs.inodesFree',
  'nodefs.available',
  'nodefs.inodesFree',
  'pid.available',
] as const;
export type Signal = (typeof SIGNALS)[number];

/** So much, or a share of all there is. */
export type Amount = { readonly units: number } | { readonly share: number };

export interface Threshold {
  readonly signal: Signal;
  /** What has to be left. */
  readonly amount: Amount;
  /** How much more has to be left again once it was too little; absent where the least will do. */
  readonly minReclaim?: Amount | undefined;
  /** How long less may be left; undefined when there is no time to lose. */
  readonly graceUs: number | undefined;
}

export interface EvictionSettings {
  readonly thresholds: readonly Threshold[];
  /** How much time a Pod gets that goes because of a threshold with a grace. */
  readonly maxPodGraceSeconds: number;
  /** How long the Node tells of a want after it was last seen. */
  readonly transitionUs: number;
  /** Whether it has to be looked for wants that nothing on the machine tells of. */
  readonly watches: boolean;
}

const DEFAULTS: ReadonlyMap<string, string> = new Map([
  ['memory.available', '100Mi'],
  ['nodefs.available', '10%'],
  ['nodefs.inodesFree', '5%'],
  ['imagefs.available', '15%'],
  ['imagefs.inodesFree', '5%'],
]);
const TRANSITION_US = 5 * MINUTE;

/** What a kubelet does that is told nothing. */
export const DEFAULT_SETTINGS = settingsOf({});

/** The very `DEFAULT_SETTINGS` where nothing is said. */
export function evictionSettings(config: KubeletConfig): EvictionSettings {
  return Object.keys(config).some((field) => field.toLowerCase().includes('eviction'))
    ? settingsOf(config)
    : DEFAULT_SETTINGS;
}

function settingsOf(config: KubeletConfig): EvictionSettings {
  const [hard, soft] = [hardOf(config), textsOf(config, 'evictionSoft')];
  const graces = textsOf(config, 'evictionSoftGracePeriod');
  const reclaims = textsOf(config, 'evictionMinimumReclaim');
  return {
    thresholds: SIGNALS.flatMap((signal) => [
      ...thresholdOf(signal, hard.get(signal), undefined, reclaims.get(signal)),
      ...thresholdOf(signal, soft.get(signal), durationUs(graces.get(signal)), reclaims.get(signal)),
    ]),
    maxPodGraceSeconds: Number(config['evictionMaxPodGracePeriod'] ?? 0) || 0,
    transitionUs: durationUs(config['evictionPressureTransitionPeriod']) || TRANSITION_US,
    watches: soft.size > 0 || hard.has('pid.available'),
  };
}

/** Who names a threshold of his own gets none of the others, unless he asks for them. */
function hardOf(config: KubeletConfig): ReadonlyMap<string, string> {
  const own = textsOf(config, 'evictionHard');
  if (own.size === 0) return DEFAULTS;
  return config['mergeDefaultEvictionSettings'] === true ? new Map([...DEFAULTS, ...own]) : own;
}

/** None when it is not set, or is set to nothing. */
function thresholdOf(
  signal: Signal,
  text: string | undefined,
  graceUs: number | undefined,
  reclaim: string | undefined,
): readonly Threshold[] {
  const amount = amountOf(text);
  const minReclaim = amountOf(reclaim);
  return amount ? [{ signal, amount, graceUs, ...(minReclaim && { minReclaim }) }] : [];
}

/** Shares are kept as 32-bit floats. */
function amountOf(text = ''): Amount | undefined {
  const number = text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : parseQuantity(text);
  if (!(number > 0)) return undefined;
  return text.endsWith('%') ? { share: Math.fround(number) } : { units: number };
}

/** Microseconds; 0 for what is no duration. */
function durationUs(text: unknown): number {
  const duration = typeof text === 'string' ? parseDuration(text) : 0;
  return typeof duration === 'number' ? Math.max(0, duration) : 0;
}
