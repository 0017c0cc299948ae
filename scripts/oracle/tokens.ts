// What stands for what differs from run to run, within a line. The rules are applied one after the other.

/** Gives a value the number of its first appearance among its kind. */
export type Numbers = (kind: string, value: string) => number;

/** Values that a case names itself. */
export interface Keep {
  readonly addresses: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  readonly uids: ReadonlySet<string>;
}

export interface Found {
  readonly whole: string;
  /** The whole, then what the pattern's groups hold. */
  readonly groups: readonly string[];
  /** Where in `text` it begins. */
  readonly start: number;
  readonly text: string;
}

export interface InlineRule {
  readonly pattern: RegExp;
  put(found: Found, keep: Keep, numbers: Numbers): string;
}

/** Ages and durations as kubectl prints them; an empty text too. */
export const TIME_LIKE = '(?:\\d+d)?(?:\\d+h)?(?:\\d+m)?(?:\\d+s)?|\\d+y(?:\\d+d)?|<invalid>|<unknown>';

/** The letters and digits of generated names. */
const GENERATED = 'bcdfghjklmnpqrstvwxz2456789';

const fixed = (pattern: RegExp, put: (groups: readonly string[]) => string): InlineRule => ({
  pattern,
  put: ({ groups }) => put(groups),
});
const group = (groups: readonly string[], index: number) => groups[index] ?? '';
const numbered = (kind: string, value: string, numbers: Numbers) => `<${kind}:${numbers(kind, value)}>`;
const suffix = (value: string, numbers: Numbers) => `<suffix:${value.length}#${numbers('suffix', value)}>`;

const identifiers: readonly InlineRule[] = [
  {
    pattern: /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g,
    put: ({ whole }, keep, numbers) => (keep.uids.has(whole) ? whole : numbered('uid', whole, numbers)),
  },
  {
    pattern: /\b(containerd|docker|cri-o):\/\/[0-9a-f]{16,64}/g,
    put: ({ whole, groups }, _keep, numbers) => `${group(groups, 1)}://${numbered('cid', whole, numbers)}`,
  },
  {
    pattern: /(?<!sha256:)(?<!:\/\/)\b[0-9a-f]{64}\b/g,
    put: ({ whole }, _keep, numbers) => numbered('cid', whole, numbers),
  },
  {
    pattern: /sha256:[0-9a-f]{64}/g,
    put: ({ whole }, _keep, numbers) => `sha256:${numbered('digest', whole, numbers)}`,
  },
];

const moments: readonly InlineRule[] = [
  fixed(/\b(?!2006-)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)/g, () => '<time>'),
  fixed(/\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [+-]\d{4}/g, () => '<time>'),
  fixed(/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}/g, () => '<time>'),
  fixed(/^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d+ +\d+ ([\w.-]+:\d+\])/gm, (groups) => `<klog> ${group(groups, 1)}`),
];

const DURATION = '[\\d.]+(?:ms|µs|us|s)';
const counters: readonly InlineRule[] = [
  fixed(/("?(?:resourceVersion|latestObservedSyncToken)"?: "?)\d+/g, (groups) => `${group(groups, 1)}<rv>`),
  fixed(/(kubernetes\.io\/config\.hash: )\w+/g, (groups) => `${group(groups, 1)}<hash>`),
  fixed(
    new RegExp(`\\bin ${DURATION} \\(${DURATION} including waiting\\)`, 'g'),
    () => 'in <dur> (<dur> including waiting)',
  ),
  fixed(/\/tmp\/(kubectl(?:-\d+)?-edit-)\d+(\.yaml)?/g, (groups) => `/tmp/${group(groups, 1)}<n>${group(groups, 2)}`),
  fixed(/kubectl-\d+-edit-\d+\.yaml/g, () => 'kubectl-edit-<n>.yaml'),
  fixed(/(?:\/tmp\/)?\b(LIVE|MERGED)-\d+/g, (groups) => `/tmp/${group(groups, 1)}-<n>`),
  fixed(/https:\/\/127\.0\.0\.1:\d+/g, () => '<server>'),
  // 16 hexadecimal digits behind a dot: the name of an Event.
  fixed(/\.[0-9a-f]{16}\b/g, () => '.<event>'),
];

const addresses: readonly InlineRule[] = [
  {
    // Node ports, only where they can stand.
    pattern: /(nodePort"?: ?|NodePort"?: ?|\d+:|NodePort:\s+\S+\s+)(3[0-2]\d{3})(?=\b)/g,
    put: ({ whole, groups }, keep, numbers) =>
      keep.numbers.has(group(groups, 2)) ? whole : group(groups, 1) + numbered('nodeport', group(groups, 2), numbers),
  },
  {
    pattern: /\b\d{1,3}(?:\.\d{1,3}){3}\b(?!\/\d)/g,
    put: ({ whole }, keep, numbers) => (keep.addresses.has(whole) ? whole : numbered('ip', whole, numbers)),
  },
];

/** BASE-HASH-SUFFIX, BASE-HASH, BASE-SUFFIX and CRONJOB-MINUTE. */
const names: readonly InlineRule[] = [
  {
    pattern: new RegExp(`(?<=[a-z0-9])-([${GENERATED}]{6,10})-([${GENERATED}]{5})(?![A-Za-z0-9.-])`, 'g'),
    put: (found, keep, numbers) =>
      isKept(found, keep)
        ? found.whole
        : `-${numbered('hash', group(found.groups, 1), numbers)}-${suffix(group(found.groups, 2), numbers)}`,
  },
  {
    pattern: new RegExp(`(?<![0-9])(?<=[a-z0-9])-(\\d{8})(?=-[${GENERATED}]{5}\\b|[^0-9A-Za-z-]|$)`, 'g'),
    put: ({ groups }, _keep, numbers) => `-${numbered('minute', group(groups, 1), numbers)}`,
  },
  {
    pattern: new RegExp(`(?<=[a-z0-9>])-([${GENERATED}]{8,10})(?![A-Za-z0-9-])`, 'g'),
    put: (found, keep, numbers) =>
      isKept(found, keep) ? found.whole : `-${numbered('hash', group(found.groups, 1), numbers)}`,
  },
  {
    pattern: new RegExp(
      `((?:pod-template-hash|controller-revision-hash|pod-template-generation)"?[=:] ?"?)([${GENERATED}]{5,10})\\b`,
      'g',
    ),
    put: ({ groups }, _keep, numbers) => group(groups, 1) + numbered('hash', group(groups, 2), numbers),
  },
  {
    pattern: new RegExp(`(?<=[a-z0-9>])-([${GENERATED}]{5})(?![A-Za-z0-9-])`, 'g'),
    put: (found, keep, numbers) => (isKept(found, keep) ? found.whole : `-${suffix(group(found.groups, 1), numbers)}`),
  },
];

const WHOLE_TIME = new RegExp(`^(?:${TIME_LIKE})$`);
const ages: readonly InlineRule[] = [
  fixed(/\((\S+) ago\)/g, (groups) => (WHOLE_TIME.test(group(groups, 1)) ? '(<age> ago)' : group(groups, 0))),
  fixed(/^(\s*(?:Duration|Age):\s+)\S+$/gm, (groups) => `${group(groups, 1)}<age>`),
  fixed(/\b\d+ seconds? ago\b/g, () => '<age> ago'),
  fixed(new RegExp(`^(?:${TIME_LIKE})(?: \\(x(\\d+) over \\S+\\))?(?=   )`, 'g'), (groups) => {
    if (group(groups, 0).trim() === '') return group(groups, 0);
    return group(groups, 1) === '' ? '<age>' : `<age> (x${group(groups, 1)} over <age>)`;
  }),
  // An age in a row without a header is a cell of its own.
  fixed(/(?<= {3})((?:\d+d)?(?:\d+h)?(?:\d+m)?(?:\d+s)?)(?= {3}|$)/g, (groups) =>
    group(groups, 1) === '' ? '' : '<age>',
  ),
];

export const INLINE_RULES = [...identifiers, ...moments, ...counters, ...addresses, ...names, ...ages];

/** Whether the word that the finding ends, or the generated part itself, is written in the case. */
function isKept({ text, start, whole }: Found, keep: Keep): boolean {
  let first = start;
  while (first > 0 && /[A-Za-z0-9.-]/.test(text.charAt(first - 1))) first--;
  const word = text.slice(first, start + whole.length).replace(/^\.+|\.+$/g, '');
  return keep.words.has(word) || keep.words.has(whole.slice(1));
}
