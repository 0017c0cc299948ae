// Models ReconcileRoleBindingOptions (component-helpers/auth/rbac/reconciliation, v1.35).
import type { RbacV1Subject, RoleBinding } from '../../../engine/api/generated/types.ts';
import type { Reconciled } from './reconciled.ts';

/** The binding with all subjects of `wanted`; others go only with `removes`. */
export function reconcileSubjects(
  existing: RoleBinding | undefined,
  wanted: RoleBinding,
  removes: boolean,
): Reconciled<RoleBinding> {
  const subjects = wanted.subjects ?? [];
  if (!existing) return { object: wanted, isChanged: true, lines: listed('missing subjects added:', subjects) };
  const own = existing.subjects ?? [];
  const missing = subjects.filter((subject) => !own.some((one) => isSame(one, subject)));
  const extra = own.filter((subject) => !subjects.some((one) => isSame(one, subject)));
  const isReferredAnew = existing.roleRef.kind !== wanted.roleRef.kind || existing.roleRef.name !== wanted.roleRef.name;
  const next = removes ? subjects : [...own, ...missing];
  return {
    object: isReferredAnew ? { ...wanted, subjects: next } : { ...existing, subjects: next },
    isChanged: isReferredAnew || missing.length > 0 || (removes && extra.length > 0),
    lines: [
      ...listed('missing subjects added:', missing),
      ...(removes ? listed('extra subjects removed:', extra) : []),
    ],
  };
}

const isSame = (a: RbacV1Subject, b: RbacV1Subject): boolean =>
  a.kind === b.kind && a.name === b.name && (a.namespace ?? '') === (b.namespace ?? '');

const listed = (title: string, subjects: readonly RbacV1Subject[]): readonly string[] =>
  subjects.length === 0 ? [] : [title, ...subjects.map((subject) => `\t${subjectText(subject)}`)];

const subjectText = ({ kind, apiGroup = '', name, namespace = '' }: RbacV1Subject): string =>
  `{Kind:${kind} APIGroup:${apiGroup} Name:${name} Namespace:${namespace}}`;
