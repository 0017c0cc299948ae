import { expect, test } from 'vitest';
import { emptied, inkOf, mixedInk, Pixels } from './pixels.ts';

const picture = (pixels: Pixels): readonly string[] =>
  Array.from({ length: pixels.height }, (_, y) =>
    Array.from({ length: pixels.width }, (__, x) => pixels.at(x, y)).join(''),
  );

test('a box is filled as far as it lies in the picture', () => {
  const pixels = new Pixels(5, 3);
  pixels.fill(3, -2, 9, 2, 1);
  pixels.fill(-4, 2, 1, 3, 2);
  pixels.fill(7, 0, 9, 3, 3);
  expect(picture(pixels)).toEqual(['00011', '00011', '20000']);
});

test('wide boxes are filled as narrow ones are', () => {
  const pixels = new Pixels(40, 2);
  pixels.fill(1, 0, 39, 1, 1);
  expect(picture(pixels)).toEqual([`0${'1'.repeat(38)}0`, '0'.repeat(40)]);
});

test('a stamp that does not fit is left out', () => {
  const stamp = { size: 2, inks: Uint32Array.of(1, 2, 3, 4) };
  const pixels = new Pixels(4, 3);
  pixels.stamp(stamp, 1, 1);
  pixels.stamp(stamp, 3, 0);
  pixels.stamp(stamp, -1, 0);
  expect(picture(pixels)).toEqual(['0000', '0120', '0340']);
});

test('slanting lines run on from box to box', () => {
  const pixels = new Pixels(6, 2);
  pixels.hatch(0, 0, 6, 2, 1, 3);
  expect(picture(pixels)).toEqual(['000100', '001001']);
});

test('a picture that fits is used again, wiped', () => {
  const pixels = new Pixels(2, 1);
  pixels.fill(0, 0, 2, 1, 1);
  expect(emptied(pixels, { width: 2, height: 1 })).toBe(pixels);
  expect(picture(pixels)).toEqual(['00']);
  expect(emptied(pixels, { width: 3, height: 1 })).not.toBe(pixels);
});

test('inks are opaque mixtures, or as clear as they are told to be', () => {
  expect(mixedInk('#000000', '#ff0000', 1) >>> 0).toBe(0xff0000ff);
  expect(mixedInk('#000000', '#ffffff', 0)).toBe(inkOf('#000000', 1));
  expect(inkOf('#0000ff', 0.2) >>> 24).toBe(51);
});
