// What the world must be like when it is quiet, by rules that look at objects alone and share nothing with controllers.
import type { KubeObject } from '../../../../../preload/contract/objects.ts';
import type { Fault } from '../fault.ts';
import { type World, isGoing, nameOf } from '../world.ts';
import { adoption } from './adoption.ts';
import { autoscalers } from './autoscalers.ts';
import { bookkeeping } from './bookkeeping.ts';
import { budgets } from './budgets.ts';
import { claims, volumes } from './claims.ts';
import { cronJobs } from './cron-jobs.ts';
import { daemons } from './daemons.ts';
import { deployments } from './deployments.ts';
import { goers } from './goers.ts';
import { jobs } from './jobs.ts';
import { mirrors } from './mirrors.ts';
import { namespaces } from './namespaces.ts';
import { nodes } from './nodes.ts';
import { orphans } from './orphans.ts';
import { placement } from './placement.ts';
import { podLives } from './pod-lives.ts';
import { quotas } from './quotas.ts';
import { replicas } from './replicas.ts';
import { serviceEndpoints } from './service-endpoints.ts';
import { stateful } from './stateful.ts';

/** What must hold wherever controllers may still make what they want. */
const rules: readonly ((world: World) => readonly Fault[])[] = [
  replicas,
  adoption,
  deployments,
  stateful,
  daemons,
  jobs,
  cronJobs,
  autoscalers,
  serviceEndpoints,
  mirrors,
  nodes,
  placement,
  podLives,
  claims,
  quotas,
  budgets,
  namespaces,
];
const rulesForAll: readonly ((world: World) => readonly Fault[])[] = [volumes, orphans, goers, bookkeeping];

/** Everything that is not as it must be. */
export function reference(world: World): readonly Fault[] {
  const lasting = withoutEnding(world);
  return [...rules.flatMap((rule) => rule(lasting)), ...rulesForAll.flatMap((rule) => rule(world))];
}

/** The world without the namespaces that are being deleted: in them nothing new can be made. */
function withoutEnding(world: World): World {
  const ending = new Set(world.all('namespaces').filter(isGoing).map(nameOf));
  const stays = ({ metadata }: KubeObject) => !ending.has(metadata?.namespace ?? metadata?.name ?? '');
  return {
    ...world,
    all: (resource) => world.all(resource).filter(stays),
    everything: () => world.everything().filter(([, object]) => stays(object)),
  };
}
