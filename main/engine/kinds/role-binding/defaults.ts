// Models SetDefaults_RoleBinding and SetDefaults_Subject in pkg/apis/rbac/v1/defaults.go (v1.35).
import type { RoleBinding } from '../../api/generated/types.ts';
import type { Unfinished } from '../written.ts';

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** Of Roles and ClusterRoles alike. */
export function defaultRoleBinding({ roleRef, subjects }: Unfinished<Pick<RoleBinding, 'roleRef' | 'subjects'>>): void {
  if (roleRef) roleRef.apiGroup ||= RBAC_GROUP;
  for (const subject of subjects ?? []) {
    if (subject.kind === 'User' || subject.kind === 'Group') subject.apiGroup ||= RBAC_GROUP;
  }
}
