// How many cells of a terminal a text takes.

/** Han, Kana, Hangul, full-width forms and emoji take two cells. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;
const NONE = /\p{Mn}|\p{Me}|\p{Cf}/u;

/** Colours and the like take no cell. */
const SEQUENCE = /\p{Cc}\[[0-9;]*m/gu;

export const withoutColours = (text: string): string => text.replace(SEQUENCE, '');

/** Of a text without colours. */
export function cellWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += NONE.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1;
  return width;
}
