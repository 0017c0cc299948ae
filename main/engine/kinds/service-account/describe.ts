// Models describeServiceAccount in staging/src/k8s.io/kubectl/pkg/describe/describe.go (v1.35).
import type { ServiceAccount } from '../../api/generated/types.ts';
import type { PrintContext } from '../../api/resources.ts';
import { Description, describeEvents, describeMetadata, describeName } from '../description.ts';

const PULL_TITLE = 'Image pull secrets:';

export function describeServiceAccount(account: ServiceAccount, context: PrintContext): string {
  const description = new Description();
  describeName(description, account);
  describeMetadata(description, account);
  const names = (account.imagePullSecrets ?? []).map(({ name = '' }) => name);
  if (names.length === 0) names.push('<none>');
  names.forEach((name, index) => {
    description.line(0, `${index === 0 ? PULL_TITLE : ' '.repeat(PULL_TITLE.length)}\t${name}`);
  });
  describeEvents(description, account, context);
  return description.toString();
}
