// Models PrepareForCreate and PrepareForUpdate in pkg/registry/apps/daemonset/strategy.go (v1.35).
import type { DaemonSet } from '../../api/generated/types.ts';
import { jsonEqual } from '../../kernel/json.ts';
import type { Unfinished } from '../written.ts';

/** Templates are counted still, though revisions have taken the place of their numbers. */
const TEMPLATE_ANNOTATION = 'deprecated.daemonset.template.generation';

export function admitDaemonSet(daemonSet: Unfinished<DaemonSet>): undefined {
  daemonSet.status = { currentNumberScheduled: 0, desiredNumberScheduled: 0, numberMisscheduled: 0, numberReady: 0 };
  numberTemplate(daemonSet, 1);
}

export function admitDaemonSetUpdate(daemonSet: Unfinished<DaemonSet>, previous: DaemonSet): undefined {
  const last = Number(previous.metadata?.annotations?.[TEMPLATE_ANNOTATION] ?? 0);
  const isSame = jsonEqual(daemonSet.spec?.template, previous.spec?.template);
  numberTemplate(daemonSet, isSame ? last : last + 1);
}

function numberTemplate(daemonSet: Unfinished<DaemonSet>, generation: number): void {
  const metadata = (daemonSet.metadata ??= {});
  metadata.annotations = { ...metadata.annotations, [TEMPLATE_ANNOTATION]: String(generation) };
}
