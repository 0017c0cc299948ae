// Models WarningsOnCreate and WarningsOnUpdate in pkg/registry/apps/statefulset/strategy.go (v1.35).
import type { StatefulSet } from '../../api/generated/types.ts';
import { jsonEqual } from '../../kernel/json.ts';
import { fractionWarnings } from '../pod/container-warnings.ts';
import { controllerWarnings } from '../pod/warnings.ts';

const KEEPS_ALL =
  'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended';

export function statefulSetWarnings(statefulSet: StatefulSet, previous: StatefulSet | undefined): string[] {
  const { spec } = statefulSet;
  if (!spec || jsonEqual(spec, previous?.spec)) return [];
  const claims = (spec.volumeClaimTemplates ?? []).flatMap(({ spec: claim }, index) =>
    fractionWarnings(`spec.volumeClaimTemplates[${index}].spec.resources.requests`, claim?.resources?.requests, [
      'storage',
    ]),
  );
  return [
    ...controllerWarnings('spec.template', spec.template, statefulSet, previous),
    ...claims,
    ...((spec.revisionHistoryLimit ?? 0) < 0 ? [KEEPS_ALL] : []),
  ];
}
