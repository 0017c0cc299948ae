import { expect, test } from 'vitest';
import { reasonInChinese } from '../../i18n/phrases-zh.ts';
import { alikeKey, saidOfAll } from './failure-reasons.ts';

const nobody = (address: string): string => `nobody has the address ${address}`;
const same = (reason: string): string => reason;

test('reasons that differ in an address are alike, others are not', () => {
  expect(alikeKey(nobody('10.100.1.2'))).toBe(alikeKey(nobody('10.100.2.14')));
  expect(alikeKey('nothing listens on 80')).not.toBe(alikeKey('nothing listens on 81'));
});

test('the addresses are told one after another, in the order of their numbers', () => {
  const reasons = ['10.100.1.12', '10.100.1.3', '10.100.1.3', '10.100.2.4'].map(nobody);
  expect(saidOfAll(reasons, same)).toBe('nobody has the address 10.100.1.3, .12, 10.100.2.4');
  expect(saidOfAll(reasons, reasonInChinese)).toBe('没有谁拥有地址 10.100.1.3, .12, 10.100.2.4');
  expect(saidOfAll(['the machine worker233 is off'], same)).toBe('the machine worker233 is off');
});

test('of many addresses some are told', () => {
  const reasons = Array.from({ length: 9 }, (_, index) => nobody(`10.100.1.${index}`));
  expect(saidOfAll(reasons, same)).toBe('nobody has the address 10.100.1.0, .1, .2, .3, …');
});
