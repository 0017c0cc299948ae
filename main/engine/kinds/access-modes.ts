// Models pkg/apis/core/v1/helper/helpers.go (v1.35): access modes and storage classes as people read them.
import type { KubeObject } from '../../../preload/contract/objects.ts';

const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';
/** In the order in which they are printed. */
const abbreviations: readonly (readonly [mode: string, short: string])[] = [
  ['ReadWriteOnce', 'RWO'],
  ['ReadOnlyMany', 'ROX'],
  ['ReadWriteMany', 'RWX'],
  ['ReadWriteOncePod', 'RWOP'],
];

export const accessModes = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** `RWO,ROX` */
export function accessModesText(modes: readonly string[] | undefined): string {
  return abbreviations
    .filter(([mode]) => modes?.includes(mode))
    .map(([, short]) => short)
    .join(',');
}

/** The storage class of a volume or claim: its old annotation, or the field. */
export function storageClassOf(object: KubeObject & { spec?: { storageClassName?: string | undefined } | undefined }) {
  return object.metadata?.annotations?.[CLASS_ANNOTATION] ?? object.spec?.storageClassName ?? '';
}

/** Whether an old annotation names the class, which counts for more than the field. */
export const hasClassAnnotation = ({ metadata }: KubeObject): boolean =>
  metadata?.annotations?.[CLASS_ANNOTATION] !== undefined;
