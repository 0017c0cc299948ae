// Models encoding/base64 as the API uses it: bytes in JSON are text in base64.
import { utf8Bytes } from './utf8.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const PADDING = 0x3d;
/** Bytes that are encoded at once; a multiple of three. */
const PIECE = 3072;

const digit = (value: number): number => ALPHABET.charCodeAt(value);

/** A text, as UTF-8, in base64 with padding. */
export function encodeBase64(text: string): string {
  const bytes = utf8Bytes(text);
  let encoded = '';
  for (let start = 0; start < bytes.length; start += PIECE) encoded += encodePiece(bytes.slice(start, start + PIECE));
  return encoded;
}

/** In character codes, because texts that grow digit by digit take V8 thrice the time. */
function encodePiece(bytes: readonly number[]): string {
  const codes: number[] = [];
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second, third] = [bytes[index], bytes[index + 1], bytes[index + 2]];
    const group = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    codes.push(digit(group >> 18), digit((group >> 12) & 63));
    codes.push(second === undefined ? PADDING : digit((group >> 6) & 63));
    codes.push(third === undefined ? PADDING : digit(group & 63));
  }
  return String.fromCharCode(...codes);
}

/** The same without padding, by the alphabet for URLs. */
export const encodeBase64Url = (text: string): string =>
  encodeBase64(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/** A text in base64 of either alphabet as the text in UTF-8 that it stands for. */
export const decodeBase64Url = (encoded: string): string =>
  decodeBase64Text(encoded.replaceAll('-', '+').replaceAll('_', '/'));

/** The bytes that a text in base64 stands for; what is no base64 digit is skipped. */
export function decodeBase64(encoded: string): number[] {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const character of encoded) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) continue;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return bytes;
}

/** A text in base64 as the text it stands for; bytes beyond ASCII are read one by one. */
export function decodeBase64Ascii(encoded: string): string {
  return decodeBase64(encoded)
    .map((byte) => String.fromCharCode(byte))
    .join('');
}

/** How many bytes a text in base64 stands for. */
export const base64Length = (encoded: string): number => decodeBase64(encoded).length;

/** A text in base64 as the text in UTF-8 that it stands for; bytes that are none become U+FFFD. */
export function decodeBase64Text(encoded: string): string {
  const escaped = decodeBase64(encoded).map((byte) => `%${byte.toString(16).padStart(2, '0')}`);
  try {
    return decodeURIComponent(escaped.join(''));
  } catch {
    return decodeBase64(encoded)
      .map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : '\uFFFD'))
      .join('');
  }
}
