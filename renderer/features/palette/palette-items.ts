// Everything the palette reaches: the window's tools, the clock, the namespaces, and each object with what can be done
// to it.
import type { Condition } from '../../../preload/contract/views.ts';
import { t } from '../../i18n/language.svelte.ts';
import { type MessageKey, say } from '../../i18n/translate.ts';
import type { EntityRef } from '../../scene/entity.ts';
import type { ClusterState } from '../../stores/cluster-state.ts';
import { speeds } from '../../stores/clock-store.svelte.ts';
import type { Stores } from '../../stores/stores.ts';
import { toolsOf } from '../shell/tools.ts';
import { menuFor } from '../stage/entity-menu.ts';
import type { Searchable } from './match.ts';

export interface PaletteItem extends Searchable {
  readonly id: string;
  /** Stands behind the title, smaller. */
  readonly detail: string;
  /** The keys that do the same. */
  readonly keys?: readonly string[];
  readonly entity?: EntityRef;
  readonly condition?: Condition;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly run: () => void;
}

/** All there is. @param openManifest lets a person choose a file */
export function allItems(stores: Stores, openManifest: () => void): readonly PaletteItem[] {
  return [...toolItems(stores, openManifest), ...clockItems(stores), ...viewItems(stores), ...objectItems(stores)];
}

/** What can be done to one object. */
export function itemsAbout(stores: Stores, entity: EntityRef): readonly PaletteItem[] {
  const { selection } = stores;
  return menuFor(stores, entity, () => selection.bring(entity)).map((item, index) => ({
    ...item,
    id: `about-${index}`,
    title: item.label,
    words: '',
    detail: '',
  }));
}

type PlainKey = {
  [K in MessageKey]: Parameters<typeof t<K>>['length'] extends 1 ? K : never;
}[MessageKey];

/** A command, found by its English name in every language. */
function command(key: PlainKey, run: () => void, keys: readonly string[] = []): PaletteItem {
  return { id: key, title: t(key), words: say('en', key), detail: '', keys, run };
}

function toolItems(stores: Stores, openManifest: () => void): readonly PaletteItem[] {
  const { upper, lower } = toolsOf(stores, openManifest);
  const keys: Partial<Record<string, readonly string[]>> = { 'rail.open': ['Ctrl', 'O'], 'rail.help': ['?'] };
  return [...upper, ...lower]
    .filter(({ key }) => key !== 'rail.search')
    .map(({ key, run }) => command(key, run, keys[key]));
}

function clockItems({ clock }: Stores): readonly PaletteItem[] {
  return [
    command(clock.view.playing ? 'action.pause' : 'action.play', () => clock.toggle(), ['Space']),
    command('timeline.step-back', () => clock.step('back'), ['←']),
    command('timeline.step-forward', () => clock.step('forward'), ['→']),
    command('timeline.start', () => clock.seek(0), ['Home']),
    command('timeline.to-live', () => clock.goLive(), ['L']),
    ...speeds.map((speed) => ({
      id: `speed-${speed}`,
      title: `${t('timeline.speed')} ${speed === 0 ? t('timeline.fastest') : `${speed}×`}`,
      words: `${say('en', 'timeline.speed')} ${speed === 0 ? say('en', 'timeline.fastest') : `${speed}x`}`,
      detail: '',
      run: () => clock.setSpeed(speed),
    })),
  ];
}

function viewItems({ cluster, layout, preferences, selection }: Stores): readonly PaletteItem[] {
  const namespaces = new Set([...cluster.state.pods.values()].map(({ namespace }) => namespace).sort());
  return [
    command('palette.theme', () => preferences.nextTheme()),
    command('palette.language', () => preferences.toggleLanguage()),
    command('help.undo', () => layout.undo(), ['Ctrl', 'Z']),
    command('palette.all-namespaces', () => (selection.namespace = '')),
    ...[...namespaces].map((name) => ({
      id: `namespace-${name}`,
      title: t('palette.namespace', { name }),
      words: say('en', 'palette.namespace', { name }),
      detail: '',
      run: () => (selection.namespace = name),
    })),
  ];
}

function objectItems({ cluster, selection }: Stores): readonly PaletteItem[] {
  return thingsOf(cluster.state).map(({ entity, title, kind, namespace, status, condition }) => ({
    id: `${entity.kind}-${entity.key}`,
    title,
    words: `${kind} ${namespace} ${status}`,
    detail: [kind, namespace, status].filter(Boolean).join(' · '),
    entity,
    ...(condition && { condition }),
    run: () => {
      selection.inspect(entity);
      selection.bring(entity);
    },
  }));
}

interface Thing {
  readonly entity: EntityRef;
  readonly title: string;
  readonly kind: string;
  readonly namespace: string;
  readonly status: string;
  readonly condition?: Condition;
}

function thingsOf({ nodes, services, workloads, pods, clients }: ClusterState): readonly Thing[] {
  const things: Thing[] = [];
  for (const { name, status, condition } of nodes.values()) {
    things.push({ entity: { kind: 'node', key: name }, title: name, kind: 'Node', namespace: '', status, condition });
  }
  for (const { uid, name, namespace, endpoints } of services.values()) {
    const ready = endpoints.filter((endpoint) => endpoint.ready).length;
    const status = t('stage.endpoints', { ready, total: endpoints.length });
    things.push({ entity: { kind: 'service', key: uid }, title: name, kind: 'Service', namespace, status });
  }
  for (const { uid, kind, name, namespace, ready, desired } of workloads.values()) {
    things.push({
      entity: { kind: 'workload', key: uid },
      title: name,
      kind,
      namespace,
      status: `${ready}/${desired}`,
    });
  }
  for (const { uid, name, namespace, status, condition } of pods.values()) {
    things.push({ entity: { kind: 'pod', key: uid }, title: name, kind: 'Pod', namespace, status, condition });
  }
  for (const { name, ratePerSecond } of clients.values()) {
    const status = t('stage.rate', { rate: ratePerSecond });
    things.push({
      entity: { kind: 'client', key: name },
      title: name,
      kind: t('outline.clients'),
      namespace: '',
      status,
    });
  }
  return things;
}
