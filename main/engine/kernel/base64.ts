// Models encoding/base64 as the API uses it: bytes in JSON are text in base64.
import { utf8Bytes } from './utf8.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const URL_ALPHABET = ALPHABET.replace('+/', '-_');
const PADDING = '=';
/** Bytes that are encoded at once; a multiple of three. */
const PIECE = 3072;

/** A text, as UTF-8, in base64 with padding. */
export function encodeBase64(text: string): string {
  const digits = encode(text, ALPHABET);
  return digits + PADDING.repeat(-digits.length & 3);
}

/** The same without padding, by the alphabet for URLs. */
export const encodeBase64Url = (text: string): string => encode(text, URL_ALPHABET);

/** In character codes, because texts that grow digit by digit take V8 thrice the time. */
function encode(text: string, alphabet: string): string {
  const bytes = utf8Bytes(text);
  let encoded = '';
  for (let start = 0; start < bytes.length; start += PIECE) {
    const end = Math.min(start + PIECE, bytes.length);
    encoded += String.fromCharCode(...codesOf(bytes, start, end, alphabet));
  }
  return encoded;
}

/** The digits that stand for the bytes from `start` up to `end`. */
function codesOf(bytes: readonly number[], start: number, end: number, alphabet: string): number[] {
  const codes: number[] = [];
  for (let index = start; index < end; index += 3) {
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0);
    codes.push(alphabet.charCodeAt(group >> 18), alphabet.charCodeAt((group >> 12) & 63));
    if (index + 1 < end) codes.push(alphabet.charCodeAt((group >> 6) & 63));
    if (index + 2 < end) codes.push(alphabet.charCodeAt(group & 63));
  }
  return codes;
}

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
