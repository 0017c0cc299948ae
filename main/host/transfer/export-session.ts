// What is taken out of a session file: manifests of its last moment, or its whole history as audit log or Events.
import type { KubeObject } from '../../../preload/contract/objects.ts';
import { type Outcome, fail, succeed } from '../../../preload/contract/problems.ts';
import type { ExportChoices } from '../../../preload/contract/transfer.ts';
import { parsePreset } from '../../engine/preset.ts';
import type { SessionFile } from '../../store/session-file.ts';
import { toYaml } from '../../shell/printing/yaml.ts';
import { PastView } from '../past-view.ts';
import { auditEvents } from './audit-log.ts';
import { cleanManifests } from './clean-manifests.ts';
import { eventHistory } from './event-history.ts';

export const EXPORT_FORMATS = ['manifests', 'audit', 'events'] as const satisfies readonly ExportChoices['as'][];

/** A file of its own where a folder is written. */
export interface ExportedPart {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface Exported {
  readonly parts: readonly ExportedPart[];
  /** All parts as one file. */
  readonly text: string;
  /** How many objects or events. */
  readonly count: number;
}

/** Everything that was asked for, or why there is nothing. `atUs` is the moment of manifests; the end unless named. */
export function exportSession(session: SessionFile, choices: ExportChoices, atUs = session.head.t): Outcome<Exported> {
  const { as, namespace } = choices;
  if (as === 'manifests') return exportManifests(session, namespace, atUs);
  const records = session.readRecords(1, session.head.seq);
  if (as === 'events') {
    const list = eventHistory(records, namespace);
    return whole('events.json', `${JSON.stringify(list, undefined, 2)}\n`, list.items.length, namespace);
  }
  const lines = [...auditEvents(records, namespace)].map((event) => `${JSON.stringify(event)}\n`);
  return whole('audit.jsonl', lines.join(''), lines.length, namespace);
}

function exportManifests(session: SessionFile, namespace: string | undefined, atUs: number): Outcome<Exported> {
  const preset = parsePreset(session.meta.preset);
  if (!preset.ok) return preset;
  const objects = PastView.atTime(session, atUs).projection.objects.everything();
  const manifests = cleanManifests(objects, { namespace, beginnings: preset.value.addons });
  if (manifests.length === 0) return nothing(namespace);
  const parts = manifests.map((object) => ({ path: pathOf(object), text: toYaml(object) }));
  return succeed({ parts, text: parts.map(({ text }) => text).join('---\n'), count: parts.length });
}

function whole(path: string, text: string, count: number, namespace: string | undefined): Outcome<Exported> {
  return count === 0 ? nothing(namespace) : succeed({ parts: [{ path, text }], text, count });
}

function nothing(namespace: string | undefined): Outcome<never> {
  const where = namespace === undefined ? 'this session' : `the namespace "${namespace}" of this session`;
  return fail('nothing-there', `there is nothing of anybody's own in ${where}.`, {
    hint: 'What every cluster has of itself is not exported.',
    params: { name: namespace ?? '' },
  });
}

/** `default/deployment-web.yaml`; what has no namespace stands at the top. */
function pathOf({ kind = '', metadata }: KubeObject): string {
  const { namespace, name = '' } = metadata ?? {};
  const file = `${kind.toLowerCase()}-${name.replaceAll(/[^A-Za-z0-9.-]/g, '_')}.yaml`;
  return namespace === undefined ? file : `${namespace}/${file}`;
}
