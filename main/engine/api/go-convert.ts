// Models apimachinery's pkg/runtime/converter.go (v1.35), by which strategic patches become objects: it words wrong types
// in its own way.
import type { Wording } from './decode.ts';

export const goConvert: Wording = {
  stops: true,
  illTyped: (value, wanted) => {
    if (wanted.startsWith('map[')) return `cannot restore map from ${goKind(value)}`;
    if (wanted.startsWith('[]')) return `cannot restore slice from ${goKind(value)}`;
    if (wanted.startsWith('v1.')) return `cannot restore struct from: ${goKind(value)}`;
    const numeric = wanted.startsWith('int') || wanted === 'float64';
    // Go converts between numbers, and from whole numbers to text, though the API does not want that.
    const convertible = typeof value === 'number' && (numeric || (wanted === 'string' && Number.isInteger(value)));
    if (convertible) return `cannot convert ${goKind(value)} to ${wanted}`;
    return `unrecognized type: ${wanted}`;
  },
};

function goKind(value: unknown): string {
  if (Array.isArray(value)) return 'slice';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isInteger(value) ? 'int64' : 'float64';
    default:
      return 'map';
  }
}
