// What the server assigns and what admission adds, kind by kind.
import type { JsonObject } from '../../engine/kernel/json.ts';
import { mapAt, mapsAt, rewriteEach, rewriteMap, textAt, without } from './json-draft.ts';

type Clean = (object: JsonObject) => JsonObject;

const ofSpec =
  (clean: Clean): Clean =>
  (object) =>
    rewriteMap(object, 'spec', clean);

/** Of the kinds on which something is written beside metadata and status. */
export const cleanSpecs: Readonly<Record<string, Clean>> = {
  Pod: ofSpec(cleanPod),
  Service: ofSpec(cleanService),
  Job: ofSpec(cleanJob),
  CronJob: ofSpec((spec) => rewriteMap(spec, 'jobTemplate', cleanTemplate)),
  Deployment: ofSpec(withTemplate),
  StatefulSet: ofSpec((spec) => rewriteEach(withTemplate(spec), 'volumeClaimTemplates', cleanClaimTemplate)),
  DaemonSet: ofSpec(withTemplate),
  ReplicaSet: ofSpec(withTemplate),
  ReplicationController: ofSpec(withTemplate),
  PersistentVolumeClaim: ofSpec((spec) => without(spec, 'volumeName')),
  PersistentVolume: ofSpec((spec) => rewriteMap(spec, 'claimRef', (claim) => without(claim, 'uid', 'resourceVersion'))),
  Namespace: (object) => without(object, 'spec'),
  ServiceAccount: (object) => without(object, 'secrets'),
};

/** What every new Pod gets: the token of its account, tolerations of a while, the number of its priority. */
function cleanPod(spec: JsonObject): JsonObject {
  const tokens = mapsAt(spec, 'volumes').map((volume) => textAt(volume, 'name'));
  const isToken = (name: string) => name.startsWith('kube-api-access-') && tokens.includes(name);
  const unmount: Clean = (container) => filtered(container, 'volumeMounts', (mount) => !isToken(textAt(mount, 'name')));
  const lists = ['containers', 'initContainers', 'ephemeralContainers'];
  const unmounted = lists.reduce((rest, list) => rewriteEach(rest, list, unmount), spec);
  const bare = filtered(unmounted, 'volumes', (volume) => !isToken(textAt(volume, 'name')));
  const tolerant = filtered(bare, 'tolerations', (toleration) => !isUsual(toleration));
  const rest = without(tolerant, 'nodeName', 'priority', 'preemptionPolicy', 'serviceAccount');
  return textAt(rest, 'serviceAccountName') === 'default' ? without(rest, 'serviceAccountName') : rest;
}

/** Every Pod tolerates a node that is away for so long. */
function isUsual(toleration: JsonObject): boolean {
  return (
    /^node\.kubernetes\.io\/(?:not-ready|unreachable)$/.test(textAt(toleration, 'key')) &&
    toleration['tolerationSeconds'] === 300
  );
}

function cleanService(spec: JsonObject): JsonObject {
  const rest = without(spec, 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy');
  return textAt(spec, 'clusterIP') === 'None' ? rest : without(rest, 'clusterIP');
}

/** Unless it was told how to, a Job knows its Pods by its UID. */
function cleanJob(spec: JsonObject): JsonObject {
  if (spec['manualSelector'] === true) return withTemplate(spec);
  const labels: Clean = (map) =>
    without(map, ...Object.keys(map).filter((key) => /(?:^|\/)(?:controller-uid|job-name)$/.test(key)));
  return withTemplate(
    rewriteMap(without(spec, 'selector'), 'template', (template) =>
      rewriteMap(template, 'metadata', (metadata) => rewriteMap(metadata, 'labels', labels)),
    ),
  );
}

function withTemplate(spec: JsonObject): JsonObject {
  return rewriteMap(spec, 'template', cleanTemplate);
}

function cleanTemplate(template: JsonObject): JsonObject {
  const dated = rewriteMap(template, 'metadata', (metadata) => without(metadata, 'creationTimestamp'));
  const empty = Object.keys(mapAt(dated, 'metadata')).length === 0;
  const plain = empty ? without(dated, 'metadata') : dated;
  return rewriteMap(plain, 'spec', (spec) =>
    textAt(spec, 'serviceAccount') === textAt(spec, 'serviceAccountName') ? without(spec, 'serviceAccount') : spec,
  );
}

function cleanClaimTemplate(claim: JsonObject): JsonObject {
  return rewriteMap(without(claim, 'status', 'apiVersion', 'kind'), 'metadata', (metadata) =>
    without(metadata, 'creationTimestamp'),
  );
}

/** The list without what is not wanted; gone when nothing is left. */
function filtered(map: JsonObject, key: string, isWanted: (item: JsonObject) => boolean): JsonObject {
  if (map[key] === undefined) return map;
  const kept = mapsAt(map, key).filter(isWanted);
  return kept.length > 0 ? { ...map, [key]: kept } : without(map, key);
}
