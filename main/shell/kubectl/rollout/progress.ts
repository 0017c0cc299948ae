// Models staging/src/k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go (v1.35): how far a rollout has come.
import type * as k from '../../../engine/api/generated/types.ts';
import type { KubeObject } from '../../../../preload/contract/objects.ts';
import { PlainError } from '../errors/errors.ts';

export interface Progress {
  /** A line with its end. */
  readonly text: string;
  readonly isDone: boolean;
}

/** Tells how far it is; `revision` (0: whichever) is that which must be the present one. Throws PlainError. */
export type ProgressOf = (object: KubeObject, revision: number) => Progress;

/** By group and kind; others have no rollouts. */
export const progressOf: Readonly<Record<string, ProgressOf>> = {
  'Deployment.apps': (object, revision) => deploymentProgress(object, revision),
  'DaemonSet.apps': (object) => daemonSetProgress(object),
  'StatefulSet.apps': (object) => statefulSetProgress(object),
};

const waiting = (text: string): Progress => ({ text: `${text}...\n`, isDone: false });
const done = (text: string): Progress => ({ text: `${text}\n`, isDone: true });

const isSeen = ({ metadata }: KubeObject, observed = 0): boolean => (metadata?.generation ?? 0) <= observed;

const REVISION = 'deployment.kubernetes.io/revision';

function deploymentProgress(deployment: k.Deployment, revision: number): Progress {
  const running = Number(deployment.metadata?.annotations?.[REVISION] ?? '0');
  if (revision > 0 && revision !== running) {
    throw new PlainError(`desired revision (${revision}) is different from the running revision (${running})`);
  }
  const { metadata, spec, status } = deployment;
  if (!isSeen(deployment, status?.observedGeneration))
    return waiting('Waiting for deployment spec update to be observed');
  const name = JSON.stringify(metadata?.name ?? '');
  const progressing = status?.conditions?.find(({ type }) => type === 'Progressing');
  if (progressing?.reason === 'ProgressDeadlineExceeded') {
    throw new PlainError(`deployment ${name} exceeded its progress deadline`);
  }
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status ?? {};
  const wanted = spec?.replicas ?? 0;
  const toFinish = `Waiting for deployment ${name} rollout to finish:`;
  if (updatedReplicas < wanted)
    return waiting(`${toFinish} ${updatedReplicas} out of ${wanted} new replicas have been updated`);
  if (replicas > updatedReplicas) {
    return waiting(`${toFinish} ${replicas - updatedReplicas} old replicas are pending termination`);
  }
  if (availableReplicas < updatedReplicas) {
    return waiting(`${toFinish} ${availableReplicas} of ${updatedReplicas} updated replicas are available`);
  }
  return done(`deployment ${name} successfully rolled out`);
}

const ROLLING_UPDATE = 'RollingUpdate';

function requireRolling(type: string | undefined): void {
  if (type === ROLLING_UPDATE) return;
  throw new PlainError(`rollout status is only available for ${ROLLING_UPDATE} strategy type`);
}

function daemonSetProgress(daemonSet: k.DaemonSet): Progress {
  const { metadata, spec, status } = daemonSet;
  requireRolling(spec?.updateStrategy?.type);
  if (!isSeen(daemonSet, status?.observedGeneration))
    return waiting('Waiting for daemon set spec update to be observed');
  const { desiredNumberScheduled: wanted = 0, updatedNumberScheduled: updated = 0, numberAvailable = 0 } = status ?? {};
  const name = JSON.stringify(metadata?.name ?? '');
  const toFinish = `Waiting for daemon set ${name} rollout to finish:`;
  if (updated < wanted) return waiting(`${toFinish} ${updated} out of ${wanted} new pods have been updated`);
  if (numberAvailable < wanted)
    return waiting(`${toFinish} ${numberAvailable} of ${wanted} updated pods are available`);
  return done(`daemon set ${name} successfully rolled out`);
}

function statefulSetProgress(statefulSet: k.StatefulSet): Progress {
  const { spec, status } = statefulSet;
  requireRolling(spec?.updateStrategy?.type);
  const observed = status?.observedGeneration ?? 0;
  if (observed === 0 || !isSeen(statefulSet, observed)) {
    return waiting('Waiting for statefulset spec update to be observed');
  }
  const { readyReplicas = 0, updatedReplicas = 0, currentReplicas = 0 } = status ?? {};
  const { updateRevision = '', currentRevision = '' } = status ?? {};
  const wanted = spec?.replicas ?? 0;
  if (readyReplicas < wanted) return waiting(`Waiting for ${wanted - readyReplicas} pods to be ready`);
  const rolling = spec?.updateStrategy?.rollingUpdate;
  if (rolling) {
    const due = wanted - (rolling.partition ?? 0);
    if (rolling.partition !== undefined && updatedReplicas < due) {
      return waiting(
        `Waiting for partitioned roll out to finish: ${updatedReplicas} out of ${due} new pods have been updated`,
      );
    }
    return done(`partitioned roll out complete: ${updatedReplicas} new pods have been updated...`);
  }
  if (updateRevision !== currentRevision) {
    const what = 'waiting for statefulset rolling update to complete';
    return waiting(`${what} ${updatedReplicas} pods at revision ${updateRevision}`);
  }
  return done(`statefulset rolling update complete ${currentReplicas} pods at revision ${currentRevision}...`);
}
