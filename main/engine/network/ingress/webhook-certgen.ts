// Models kube-webhook-certgen: the Jobs that come with ingress-nginx make the Secret that its controller mounts, and end.
import type { ApiAccess } from '../../api/api-access.ts';
import type { Json } from '../../kernel/json.ts';
import type { Actor } from '../../kernel/kernel.ts';
import type { ComponentRef } from '../../runtime/interfaces.ts';

/** Stands for a certificate: nobody here looks into it. */
const CERTIFICATE = 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==';

export class WebhookCertgen implements Actor {
  readonly id: string;
  readonly #server: ApiAccess;
  #failed = false;

  constructor(server: ApiAccess, { namespace, pod }: Pick<ComponentRef, 'namespace' | 'pod'>) {
    this.id = `kube-webhook-certgen/${namespace}/${pod}`;
    this.#server = server;
  }

  get exitCode(): number {
    return this.#failed ? 1 : 0;
  }

  start({ args, namespace: own }: ComponentRef): void {
    const value = (flag: string) => args.find((word) => word.startsWith(`--${flag}=`))?.slice(flag.length + 3);
    const name = value('secret-name');
    if (!args.includes('create') || name === undefined) return;
    const namespace = value('namespace') ?? own;
    if (this.#server.get('secrets', namespace, name).ok) return;
    const data = { ca: CERTIFICATE, cert: CERTIFICATE, key: CERTIFICATE };
    const secret = { metadata: { namespace, name }, type: 'Opaque', data };
    this.#failed = !this.#server.create('secrets', secret, { actor: this.id }).ok;
  }

  handle(type: string): void {
    throw new Error(`${this.id}: unknown entry ${type}`);
  }

  save(): Json {
    return undefined;
  }
}
