// Models staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35): the text of `kubectl describe`, line by line, and
// the parts that most kinds have.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import type { Event } from '../api/generated/types.ts';
import type { Labels } from '../api/selectors.ts';
import type { PrintContext } from '../api/resources.ts';
import { ageOf } from './ages.ts';
import { pairsOf, sortedKeys } from './label-text.ts';
import { alignAtTabStops } from './tab-stops.ts';

const TAB_STOPS = { minWidth: 0, padding: 2 };
/** Longer annotations get lines of their own. */
const ANNOTATION_LENGTH_MAX = 140;
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** A text under construction, whose tabs are aligned at the end. */
export class Description {
  readonly #blocks: string[][][] = [[]];

  /** Adds a line, two spaces deeper a level. Tabs in it are tab stops; further lines in it are not indented. */
  line(level: number, text: string): void {
    for (const line of `${'  '.repeat(level)}${text}`.split('\n')) this.#blocks.at(-1)?.push(line.split('\t'));
  }

  /** From here on columns are aligned anew. */
  realign(): void {
    this.#blocks.push([]);
  }

  /** The text with its tabs. */
  unaligned(): string {
    return this.#blocks.flatMap((lines) => lines.map((cells) => `${cells.join('\t')}\n`)).join('');
  }

  toString(): string {
    return this.#blocks.flatMap((lines) => alignAtTabStops(lines, TAB_STOPS)).join('\n') + '\n';
  }
}

/** `Name`, and `Namespace` where there is one. */
export function describeName(description: Description, { metadata }: KubeObject): void {
  description.line(0, `Name:\t${metadata?.name ?? ''}`);
  if (metadata?.namespace) description.line(0, `Namespace:\t${metadata.namespace}`);
}

/** A title, then one `key=value` a line. */
export function describeLabels(description: Description, title: string, labels: Labels | undefined): void {
  describeLines(description, title, pairsOf(labels));
}

/** A title and one item a line beside it, `<none>` when there are none. */
export function describeLines(description: Description, title: string, items: readonly string[]): void {
  if (items.length === 0) description.line(0, `${title}:\t<none>`);
  items.forEach((item, index) => {
    description.line(0, `${index === 0 ? `${title}:` : ''}\t${item}`);
  });
}

/** Annotations but what kubectl keeps for itself. */
export function describeAnnotations(description: Description, title: string, annotations: Labels | undefined): void {
  describeLines(description, title, annotationLines(annotations));
}

/** The same line by line, long ones broken at their line ends. */
export function annotationLines(annotations: Labels | undefined): string[] {
  return sortedKeys(annotations)
    .filter((key) => key !== LAST_APPLIED)
    .flatMap((key) => linesOf(key, (annotations?.[key] ?? '').replace(/\n$/, '')));
}

function linesOf(key: string, value: string): string[] {
  if (value.length + key.length + 2 <= ANNOTATION_LENGTH_MAX && !value.includes('\n')) return [`${key}: ${value}`];
  return [`${key}:`, ...value.split('\n').map((line) => `  ${shorten(line, ANNOTATION_LENGTH_MAX - 2)}`)];
}

const shorten = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max)}...` : text);

/** Labels and annotations, as most kinds have them after the name. */
export function describeMetadata(description: Description, object: KubeObject): void {
  describeLabels(description, 'Labels', object.metadata?.labels);
  describeAnnotations(description, 'Annotations', object.metadata?.annotations);
}

/** The owner that manages the object: `ReplicationController/web`. */
export function describeController(description: Description, { metadata }: KubeObject): void {
  const controller = metadata?.ownerReferences?.find((reference) => reference.controller);
  if (controller) description.line(0, `Controlled By:\t${controller.kind}/${controller.name}`);
}

/** The events about an object; `uids` are those under which components report it. */
export function describeEvents(
  description: Description,
  { metadata }: KubeObject,
  context: PrintContext,
  uids: readonly (string | undefined)[] = [metadata?.uid],
): void {
  const events = context.list('events').filter(({ involvedObject: { name, uid } }) => {
    return name === metadata?.name && uids.includes(uid);
  });
  if (events.length === 0) {
    description.line(0, 'Events:\t<none>');
    return;
  }
  description.realign();
  description.line(0, 'Events:');
  description.line(1, 'Type\tReason\tAge\tFrom\tMessage');
  description.line(1, '----\t------\t----\t----\t-------');
  for (const event of sortedByTime(events)) description.line(1, eventLine(event, context));
}

function sortedByTime(events: readonly Event[]): readonly Event[] {
  return [...events].sort((a, b) => {
    const [left, right] = [a.lastTimestamp ?? '', b.lastTimestamp ?? ''];
    return left < right ? -1 : left > right ? 1 : 0;
  });
}

function eventLine(event: Event, { now }: PrintContext): string {
  const { type, reason, involvedObject, source, reportingComponent, message = '' } = event;
  const from = source?.component ?? reportingComponent ?? '';
  const place = involvedObject.fieldPath ? `${involvedObject.fieldPath}: ` : '';
  return [type ?? '', reason ?? '', eventInterval(event, now), from, place + message.trim()].join('\t');
}

/** `5s`, or `10s (x3 over 2m)`: when an event was, and how often. */
export function eventInterval(event: Event, now: PrintContext['now']): string {
  const first = ageOf(event.eventTime ?? event.firstTimestamp, now);
  if (event.series) return `${ageOf(event.series.lastObservedTime, now)} (x${event.series.count ?? 0} over ${first})`;
  const count = event.count ?? 0;
  return count > 1 ? `${ageOf(event.lastTimestamp, now)} (x${count} over ${first})` : first;
}
