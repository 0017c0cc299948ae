// Models filters/nameref of sigs.k8s.io/kustomize/api: whoever names a resource that was renamed names it by its new name.
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import { changeAt, changeFields } from './field-paths.ts';
import { referenceRules } from './references.ts';
import { idOf, idsOf, type Resource, sameNamespace } from './resource.ts';
import { isClusterScoped } from './scopes.ts';

/** The resources with their references put right. */
export function fixReferences(resources: readonly Resource[]): readonly Resource[] {
  return resources.map((resource) => {
    const fixed = referenceRules.reduce((object, { kind, group, places }) => {
      const candidates = resources.filter((one) => {
        const id = idOf(one);
        return id.kind === kind && (group === undefined || id.group === group);
      });
      const rename = (value: unknown) => newNames(value, resource, candidates);
      return candidates.length === 0 ? object : changeFields(object, idOf(resource), places, rename);
    }, resource.object);
    return { ...resource, object: fixSubjects(fixed, resource, resources) };
  });
}

/** A name, or each of a list of names. */
function newNames(value: unknown, referrer: Resource, candidates: readonly Resource[]): unknown {
  if (Array.isArray(value)) return value.map((item) => newNames(item, referrer, candidates));
  if (typeof value !== 'string') return value;
  const target = targetOf(value, referrer, candidates);
  return target ? idOf(target).name : value;
}

/** The one that was ever called so and lives where the referrer looks; of several the one that was renamed alike. */
function targetOf(name: string, referrer: Resource, candidates: readonly Resource[]): Resource | undefined {
  const isFree = (one: Resource) => isClusterScoped(idOf(one)) || isClusterScoped(idOf(referrer));
  const isNear = (one: Resource) => idsOf(one).some((id) => idsOf(referrer).some((here) => sameNamespace(id, here)));
  const named = candidates.filter((one) => idsOf(one).some((id) => id.name === name) && (isFree(one) || isNear(one)));
  if (named.length < 2) return named[0];
  const alike = named.filter(({ affixes }) => referrer.affixes.slice(0, affixes.length).join() === affixes.join());
  return alike.length === 1 ? alike[0] : named.find((one) => idOf(one).name === name);
}

/** ServiceAccounts among the subjects of bindings, which are named with their namespace. */
function fixSubjects(object: JsonObject, referrer: Resource, resources: readonly Resource[]): JsonObject {
  if (!['RoleBinding', 'ClusterRoleBinding'].includes(idOf(referrer).kind)) return object;
  const accounts = resources.filter((one) => idOf(one).kind === 'ServiceAccount');
  return changeAt(object, ['subjects'], false, (subjects) => {
    if (!Array.isArray(subjects)) return subjects;
    return subjects.map((subject: unknown) => {
      if (!isJsonObject(subject) || subject['kind'] !== 'ServiceAccount') return subject;
      const { name, namespace } = subject;
      if (typeof name !== 'string') return subject;
      const where = typeof namespace === 'string' ? namespace : '';
      const target = accounts.find((one) =>
        idsOf(one).some((id) => id.name === name && sameNamespace(id, { ...id, namespace: where })),
      );
      if (!target) return subject;
      const now = idOf(target);
      return { ...subject, name: now.name, ...(now.namespace !== '' && { namespace: now.namespace }) };
    });
  });
}
