// Models pkg/controller/deployment/deployment_controller.go (v1.35): a Deployment rolls its template out by ReplicaSets.
import { eventTarget } from '../../api/event-recorder.ts';
import { type KindMap, keyOf } from '../../api/resources.ts';
import { matchesLabelSelector } from '../../api/selectors.ts';
import type { Change } from '../../api/store.ts';
import { jsonEqual } from '../../kernel/json.ts';
import {
  type Controller,
  type ControllerContext,
  type ControllerDefinition,
  type Outcome,
  again,
  done,
} from '../controller.ts';
import { controllerOf } from '../owners.ts';
import { untilRefused } from '../refusal.ts';
import { claimReplicaSets } from './claim-replica-sets.ts';
import { conditionOf, hasDeadline } from './conditions.ts';
import { countedStatus, rolloutStatus } from './deployment-status.ts';
import { isTimedOutFor, untilTimeout } from './progress.ts';
import { Rollout } from './rollout.ts';
import { isScaled, scaleSets } from './scaling.ts';
import { stepRecreate, stepRolling } from './strategies.ts';

type Deployment = KindMap['deployments'];
type ReplicaSet = KindMap['replicasets'];
type Pod = KindMap['pods'];

const name = 'deployment-controller';

export const deploymentController: ControllerDefinition = {
  name,
  component: name,
  watches: ['deployments', 'replicasets', 'pods'],
  create: (context) => new DeploymentController(context),
};

class DeploymentController implements Controller {
  readonly #context: ControllerContext;
  readonly watches: Controller['watches'];

  constructor(context: ControllerContext) {
    this.#context = context;
    this.watches = {
      deployments: ({ object }) => [keyOf(object)],
      replicasets: (change) => this.#deploymentsOf(change),
      pods: (change) => (change.type === 'deleted' ? this.#recreatorsOf(change.object) : []),
    };
  }

  reconcile(key: string): Outcome {
    const deployment = this.#context.caches.of('deployments').byKey(key);
    if (!deployment?.spec) return done;
    const { matchLabels = {}, matchExpressions = [] } = deployment.spec.selector;
    if (Object.keys(matchLabels).length + matchExpressions.length === 0) {
      const message = 'This deployment is selecting all pods. A non-empty selector is required.';
      this.#context.events.send(eventTarget(deployment), 'Warning', 'SelectingAll', message);
      return done;
    }
    return untilRefused(() => this.#turn(deployment));
  }

  save(): undefined {
    return undefined;
  }

  #turn(deployment: Deployment): Outcome {
    const sets = claimReplicaSets(this.#context, name, deployment);
    const rollout = new Rollout(this.#context, name, deployment, sets);
    if (deployment.metadata?.deletionTimestamp !== undefined) return this.#report(rollout);
    notePause(rollout);
    if (deployment.spec?.paused) {
      rollout.noteRevision();
      scaleSets(rollout);
      rollout.cleanUp();
      return this.#report(rollout);
    }
    rollout.noteRevision();
    if (isScaled(rollout)) {
      scaleSets(rollout);
      return this.#report(rollout);
    }
    if (deployment.spec?.strategy?.type === 'Recreate') {
      stepRecreate(rollout, (set) => [...this.#context.caches.podsByController.of(set.metadata?.uid ?? '')]);
    } else stepRolling(rollout);
    return this.#reportProgress(rollout);
  }

  #report(rollout: Rollout): Outcome {
    rollout.writeStatus(countedStatus(rollout.deployment, rollout.sets, this.#context.kernel.now));
    return done;
  }

  #reportProgress(rollout: Rollout): Outcome {
    const { now } = this.#context.kernel;
    const status = rolloutStatus(rollout.deployment, rollout.sets, now);
    if (rollout.writeStatus(status)) return done;
    const afterUs = untilTimeout(rollout.deployment, status, now);
    return afterUs === undefined ? done : again(afterUs);
  }

  #deploymentsOf({ object, previous }: Change<ReplicaSet>): readonly string[] {
    const owner = this.#ownerKey(object);
    const before = previous && this.#ownerKey(previous);
    const keys = before !== undefined && before !== owner ? [before] : [];
    if (owner !== undefined) return [...keys, owner];
    if (controllerOf(object) || (previous && jsonEqual(previous.metadata, object.metadata))) return keys;
    return [...keys, ...this.#selecting(object)];
  }

  #ownerKey(set: ReplicaSet): string | undefined {
    const controller = controllerOf(set);
    if (controller?.kind !== 'Deployment') return undefined;
    const deployment = this.#context.caches.of('deployments').get(set.metadata?.namespace ?? '', controller.name);
    return deployment && deployment.metadata?.uid === controller.uid ? keyOf(deployment) : undefined;
  }

  #selecting({ metadata }: ReplicaSet): string[] {
    return [...this.#context.caches.of('deployments').all()]
      .filter((deployment) => deployment.metadata?.namespace === metadata?.namespace)
      .filter(({ spec }) => matchesLabelSelector(spec?.selector, metadata?.labels))
      .map(keyOf);
  }

  /** A Deployment that recreates its Pods waits for the last of the old ones to go. */
  #recreatorsOf(pod: Pod): readonly string[] {
    const controller = controllerOf(pod);
    if (controller?.kind !== 'ReplicaSet') return [];
    const { caches } = this.#context;
    const set = caches.of('replicasets').get(pod.metadata?.namespace ?? '', controller.name);
    const key = set && this.#ownerKey(set);
    if (key === undefined) return [];
    return caches.of('deployments').byKey(key)?.spec?.strategy?.type === 'Recreate' ? [key] : [];
  }
}

/** Notes that the Deployment was paused or resumed, so that the time in between does not count as lack of progress. */
function notePause(rollout: Rollout): void {
  const { spec, status } = rollout.deployment;
  if (!hasDeadline(rollout.deployment) || isTimedOutFor(status?.conditions)) return;
  const isNoted = conditionOf(status?.conditions, 'Progressing')?.reason === 'DeploymentPaused';
  if (spec?.paused && !isNoted) rollout.noteProgress('Unknown', 'DeploymentPaused', 'Deployment is paused');
  else if (!spec?.paused && isNoted) rollout.noteProgress('Unknown', 'DeploymentResumed', 'Deployment is resumed');
}
