// Everything that failed is mended: machines on, manifests at their places. What people did stays done.
import { type EngineInput, MANIFESTS_AWAY_FOLDER, MANIFESTS_FOLDER } from '../../../../preload/contract/inputs.ts';
import { COMPONENTS, CONTROL_PLANE, MACHINES } from './acts/failures.ts';

export function healing(): readonly EngineInput[] {
  return [
    ...MACHINES.map((node): EngineInput => ({ type: 'node-power', node, on: true })),
    ...COMPONENTS.map((component): EngineInput => ({
      type: 'move-file',
      node: CONTROL_PLANE,
      from: `${MANIFESTS_AWAY_FOLDER}/${component}.yaml`,
      to: `${MANIFESTS_FOLDER}/${component}.yaml`,
    })),
  ];
}
