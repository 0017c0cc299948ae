// A node's rules as its tools print them, narrowed to what a person looks for, with the names of chains to follow.

export interface RuleLines {
  readonly lines: readonly string[];
  /** How many more there are. */
  readonly leftOut: number;
}

/** More lines than this are no longer read. */
const LINES_MAX = 400;

/** The lines that name `wanted`, in whatever case; all of them when nothing is wanted. */
export function ruleLines(text: string, wanted: string): RuleLines {
  const needle = wanted.trim().toLowerCase();
  const all = text.trimEnd().split('\n');
  const found = needle === '' ? all : all.filter((line) => line.toLowerCase().includes(needle));
  return { lines: found.slice(0, LINES_MAX), leftOut: Math.max(0, found.length - LINES_MAX) };
}

/** A line in parts; those that name a chain of kube-proxy can be followed. */
export function partsOf(line: string): readonly { readonly text: string; readonly chain: boolean }[] {
  return line
    .split(CHAIN_NAME)
    .map((text, index) => ({ text, chain: index % 2 === 1 }))
    .filter(({ text }) => text !== '');
}

/** As they are called in iptables, or in nftables by their endings. */
const CHAIN_NAME =
  /((?:KUBE-[A-Z0-9-]+[A-Z0-9])|(?:(?:service|endpoint|external|firewall|policy)-[A-Z0-9]{8}-[\w./-]+))/;
