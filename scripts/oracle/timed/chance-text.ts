// Takes out of what is told of objects what differs from run to run, as `normalize.py` of the recordings does; values
// are not numbered, because histories of different objects are compared one by one.

/** Texts that stand for chance, by the pattern of what they stand for. */
const TOKENS: readonly (readonly [RegExp, string])[] = [
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, '<uid>'],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '<time>'],
  [/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|GMT)/g, '<time>'],
  [/\bcontainerd:\/\/[0-9a-f]{64}\b/g, '<containerid>'],
  [/\b[0-9a-f]{64}\b/g, '<sha256>'],
  [/\b[0-9a-f]{32}\b/g, '<md5>'],
  [/in \d[\w.]*s \(\d[\w.]*s including waiting\)/g, 'in <dur> (<dur> including waiting)'],
  [/\b(read|write) tcp (\S+?):\d+->/g, '$1 tcp $2:<port>->'],
  [/\b(kube-api-access|debugger)-[a-z0-9]{5}\b/g, '$1-<suffix:5>'],
  // Hashes of Pod templates, which are not random but as good as.
  [/(?<=[a-z0-9])-[bcdfghjklmnpqrstvwxz2456789]{8,10}(?=-<suffix:5>|(?![\w-]))/g, '-<hash>'],
  [/\(\d+[smhd0-9]* ago\)/g, '(<dur> ago)'],
  [/\b10\.244\.\d{1,3}\.\d{1,3}\b/g, '<ip>'],
  [/\b10\.(?:9[6-9]|10\d|11[01])\.\d{1,3}\.\d{1,3}\b/g, '<clusterip>'],
];
/** What images are like is the runtime's affair. */
const SIZES: readonly (readonly [RegExp, string])[] = [[/Image size: \d+ bytes/g, 'Image size: <size> bytes']];
/** Nodes by name and by address; both have a number. */
const NODE = /\b(?:worker|master|10\.0\.0\.)(2\d\d)\b/g;

/** What is known of one run of a case. */
export interface Run {
  readonly namespace: string;
  /** Names that end in a random suffix, with what stands before it. */
  readonly generated: ReadonlyMap<string, string>;
  /** All that was given to the case: the nodes that it names are no chance. */
  readonly inputs: string;
}

/** Makes texts of one run comparable with those of another. */
export class ChanceText {
  readonly #run: Run;
  readonly #generated: readonly (readonly [name: string, prefix: string])[];
  readonly #namespace: RegExp;

  constructor(run: Run) {
    this.#run = run;
    this.#generated = [...run.generated].sort(([a], [b]) => b.length - a.length);
    this.#namespace = new RegExp(`(?<![-a-z0-9])${run.namespace}(?![-a-z0-9])`, 'g');
  }

  /** The text with tokens in place of what follows chance. */
  without(text: string): string {
    const named = this.#generated.reduce(
      (result, [name, prefix]) => result.replaceAll(name, `${prefix}<suffix:5>`),
      this.withoutPlaces(text),
    );
    return TOKENS.reduce((result, [pattern, token]) => result.replace(pattern, token), named);
  }

  /** Without the namespace, and the nodes that the case does not name itself: where its Pods come to lie is chance. */
  withoutPlaces(text: string): string {
    const named = new Set([...this.#run.inputs.matchAll(NODE)].map(([, number]) => number));
    const elsewhere = text.replace(NODE, (node: string, number: string) => (named.has(number) ? node : '<node>'));
    return SIZES.reduce((result, [pattern, token]) => result.replace(pattern, token), elsewhere).replace(
      this.#namespace,
      '<ns>',
    );
  }
}
