import type { ClusterRole, Role } from '../../api/generated/types.ts';
import type { Draft } from '../../api/resources.ts';

/** What is stored knows no empty lists: the API prints null for them. */
export function defaultRules(role: Draft<ClusterRole | Role>): void {
  if (!role.rules?.length) Object.assign(role, { rules: null });
}
