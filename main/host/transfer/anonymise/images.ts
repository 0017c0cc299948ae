// Images of registries that not everybody can reach, under other names.
import { Aliases } from './aliases.ts';

const PUBLIC = new Set([
  ...['docker.io', 'index.docker.io', 'registry.k8s.io', 'k8s.gcr.io', 'gcr.io', 'quay.io', 'ghcr.io'],
  ...['mcr.microsoft.com', 'public.ecr.aws', 'registry.access.redhat.com'],
]);

export class Images {
  readonly #registries = new Aliases((number) => `registry-${String(number)}.example`);
  readonly #repositories = new Aliases((number) => `image-${String(number)}`);

  /** The image with its tag; a digest goes, for it names content. */
  of(image: string): string {
    const [plain = ''] = image.split('@');
    const [host = '', ...path] = plain.split('/');
    const isHost = path.length > 0 && (/[.:]/.test(host) || host === 'localhost');
    if (!isHost || PUBLIC.has(host)) return image;
    const [repository = '', tag] = path.join('/').split(':');
    const name = `${this.#registries.of(host)}/${this.#repositories.of(`${host}/${repository}`)}`;
    return tag === undefined ? name : `${name}:${tag}`;
  }
}
