// Models filters/imagetag and internal/image of sigs.k8s.io/kustomize/api: other names, tags and digests for images.
import { isJsonObject, type JsonObject } from '../../../engine/kernel/json.ts';
import { textAt } from './kustomization.ts';

/** The object with its images changed: those of containers, wherever they stand. */
export function withImages(object: JsonObject, changes: readonly JsonObject[]): JsonObject {
  if (changes.length === 0 || object['kind'] === 'CustomResourceDefinition') return object;
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, below(key, value, changes)]));
}

function below(key: string, value: unknown, changes: readonly JsonObject[]): unknown {
  if (Array.isArray(value)) {
    const holdsContainers = key === 'containers' || key === 'initContainers';
    return value.map((item: unknown) => {
      if (!isJsonObject(item)) return item;
      const inside = withImages(item, changes);
      const { image } = inside;
      return holdsContainers && typeof image === 'string' ? { ...inside, image: changed(image, changes) } : inside;
    });
  }
  return isJsonObject(value) ? withImages(value, changes) : value;
}

const changed = (image: string, changes: readonly JsonObject[]): string => changes.reduce(changedBy, image);

function changedBy(image: string, args: JsonObject): string {
  const wanted = textAt(args, 'name');
  if (!new RegExp(`^${wanted}(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$`).test(image)) return image;
  const [, name = '', tag = '', digest = ''] = /^(.*?[^/:@]*?)(?::([^/:@]*))?(?:@([^@]*))?$/.exec(image) ?? [];
  const [newTag, newDigest] = [textAt(args, 'newTag'), textAt(args, 'digest')];
  const suffixed = tag + textAt(args, 'tagSuffix');
  const isReplaced = newTag !== '' || newDigest !== '';
  const nextTag = isReplaced ? newTag : suffixed;
  const nextDigest = isReplaced ? newDigest : suffixed === tag ? digest : '';
  const base = textAt(args, 'newName') || name;
  return `${base}${nextTag === '' ? '' : `:${nextTag}`}${nextDigest === '' ? '' : `@${nextDigest}`}`;
}
