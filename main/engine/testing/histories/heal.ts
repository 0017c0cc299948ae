// Everything that failed is mended: machines on, kubelets going, disks free, manifests at their places, no visitors. What
// people did stays done.
import { type EngineInput, MANIFESTS_AWAY_FOLDER, MANIFESTS_FOLDER } from '../../../../preload/contract/inputs.ts';
import { SILENCE } from './acts/network.ts';
import { COMPONENTS, CONTROL_PLANE, MACHINES } from './acts/failures.ts';

export function healing(): readonly EngineInput[] {
  return [
    ...MACHINES.flatMap((node): readonly EngineInput[] => [
      { type: 'node-power', node, on: true },
      { type: 'kubelet-freeze', node, on: false },
      { type: 'kubelet-service', node, on: true },
      { type: 'disk-fill', node, share: 0 },
    ]),
    { type: 'set-load', load: SILENCE },
    ...COMPONENTS.map((component): EngineInput => ({
      type: 'move-file',
      node: CONTROL_PLANE,
      from: `${MANIFESTS_AWAY_FOLDER}/${component}.yaml`,
      to: `${MANIFESTS_FOLDER}/${component}.yaml`,
    })),
  ];
}
