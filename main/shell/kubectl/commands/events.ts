// Models staging/src/k8s.io/kubectl/pkg/cmd/events/events.go (v1.35).
import type { Event } from '../../../engine/api/generated/types.ts';
import { eventInterval } from '../../../engine/kinds/description.ts';
import { alignAtTabStops } from '../../../engine/kinds/tab-stops.ts';
import { ask } from '../api.ts';
import type { Command, CommandContext } from '../command.ts';
import { PlainError } from '../errors/errors.ts';
import { listOf, objectPrinter } from '../printers/object-printer.ts';
import { outputFlags, outputOf } from '../printers/output-format.ts';
import { TAB_STOPS } from '../printers/tab-stops.ts';
import { mappedResource, resourceFor } from '../resources/mapper.ts';
import { changesSince } from './watch.ts';

export const eventsCommand: Command = {
  name: 'events',
  short: 'List events',
  usage:
    'events [(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file] [--for TYPE/NAME] [--watch] [--types=Normal,Warning]',
  flags: [
    ...outputFlags,
    { name: 'all-namespaces', shorthand: 'A', type: 'boolean' },
    { name: 'chunk-size', type: 'int', default: 500 },
    { name: 'for', type: 'string' },
    { name: 'no-headers', type: 'boolean' },
    { name: 'types', type: 'strings' },
    { name: 'watch', shorthand: 'w', type: 'boolean' },
  ],
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { flags, out, err } = context;
  const everywhere = flags.bool('all-namespaces');
  const output = outputOf(flags, false);
  const fieldSelector = selectorOf(context);
  const request = { verb: 'list', resource: 'events', fieldSelector } as const;
  const namespace = everywhere ? '' : context.namespace;
  const answer = await ask(context, { ...request, ...(!everywhere && { namespace }) });
  const events = sortedByTime(ofTypes(context, (answer.items ?? []) as readonly Event[]));
  const table = new EventTable(context, everywhere);
  const print = output.format === 'human' ? undefined : objectPrinter(context, output);
  if (events.length > 0)
    out(print ? print({ ...listOf(events), kind: 'EventList', metadata: {} }) : table.print(events));
  else if (!flags.bool('watch')) {
    err(everywhere ? 'No events found.\n' : `No events found in ${context.namespace} namespace.\n`);
  }
  if (!flags.bool('watch')) return 0;
  const since = {
    resource: resourceFor(context.client, 'events'),
    namespace,
    fieldSelector,
    revision: answer.revision ?? '',
  };
  for await (const { changes } of changesSince(context, since, false)) {
    const kept = changes.filter(({ type }) => type !== 'DELETED').map(({ object }) => object as Event);
    out(table.print(ofTypes(context, kept)));
  }
  return 0;
}

function ofTypes({ flags }: CommandContext, events: readonly Event[]): readonly Event[] {
  const types = flags.list('types').map((type) => type.toLowerCase());
  for (const type of types) {
    if (type !== 'normal' && type !== 'warning') throw new PlainError(`valid --types are Normal or Warning`);
  }
  return types.length === 0 ? events : events.filter(({ type }) => types.includes((type ?? '').toLowerCase()));
}

/** The selector for the object of `--for`. */
function selectorOf({ flags, client }: CommandContext): string | undefined {
  const target = flags.text('for');
  if (target === '') return undefined;
  const [type = '', name = '', ...more] = target.split('/');
  if (type === '' || name === '' || more.length > 0) throw new PlainError('--for must be in resource/name form');
  return `involvedObject.kind=${mappedResource(client, type).kind},involvedObject.name=${name}`;
}

function sortedByTime(events: readonly Event[]): readonly Event[] {
  const key = ({ series, lastTimestamp, eventTime }: Event) =>
    precise(series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? '');
  return [...events].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** Whole seconds written so that they sort among fractions. */
const precise = (timestamp: string): string =>
  timestamp.includes('.') ? timestamp : timestamp.replace('Z', '.000000Z');

class EventTable {
  readonly #context: CommandContext;
  readonly #withNamespace: boolean;
  readonly #widths: number[] = [];
  #printed = false;

  constructor(context: CommandContext, withNamespace: boolean) {
    this.#context = context;
    this.#withNamespace = withNamespace;
  }

  print(events: readonly Event[]): string {
    const headers = ['LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'];
    const head = this.#printed || this.#context.flags.bool('no-headers') ? [] : [this.#line('NAMESPACE', headers)];
    this.#printed = true;
    const rows = events.map((event) => this.#line(event.metadata.namespace ?? '', this.#cellsOf(event)));
    return alignAtTabStops([...head, ...rows], TAB_STOPS, this.#widths)
      .map((line) => `${line}\n`)
      .join('');
  }

  #line(namespace: string, cells: readonly string[]): readonly string[] {
    return this.#withNamespace ? [namespace, ...cells] : cells;
  }

  #cellsOf(event: Event): readonly string[] {
    const { type = '', reason = '', involvedObject, message = '' } = event;
    const object = `${involvedObject.kind ?? ''}/${involvedObject.name ?? ''}`;
    return [eventInterval(event, this.#context.client.now), type, reason, object, message.trim()];
  }
}
