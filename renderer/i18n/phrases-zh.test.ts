import { expect, test } from 'vitest';
import { outcomeInChinese, placeInChinese, reasonInChinese } from './phrases-zh.ts';
import { whyInChinese } from './why-zh.ts';

test('where a mistake is', () => {
  expect(placeInChinese('site.yaml, line 5, column 3')).toBe('site.yaml，第 5 行第 3 列');
  expect(placeInChinese('site.yaml, document 2, metadata.name')).toBe('site.yaml，第 2 个文档，metadata.name');
  expect(placeInChinese('site.yaml')).toBe('site.yaml');
});

test('why a request was lost; what is not known stays', () => {
  expect(reasonInChinese('the machine worker233 is off')).toBe('机器 worker233 已断电');
  expect(reasonInChinese('nothing listens on 80')).toBe('没有进程监听端口 80');
  expect(reasonInChinese('nothing listens on 80: the Pod is ending')).toBe('没有进程监听端口 80：Pod 正在终止');
  expect(reasonInChinese('something new')).toBe('something new');
  expect(outcomeInChinese('timed-out')).toBe('超时');
});

test('the sentences of a chain of causes', () => {
  const lost = {
    sentence: 'request-failed',
    client: 'visitors',
    destination: '10.0.0.233:31227',
    outcome: 'timed-out',
  };
  expect(whyInChinese({ ...lost, why: 'the machine worker233 is off' }, 'client/visitors')).toBe(
    'visitors 到 10.0.0.233:31227 的请求没有得到应答（超时）：机器 worker233 已断电。',
  );
  expect(whyInChinese({ ...lost, why: '' }, 'client/visitors')).toBe(
    'visitors 到 10.0.0.233:31227 的请求没有得到应答（超时）。',
  );
  expect(whyInChinese({ sentence: 'apply', names: 'ConfigMap a, Service b' }, 'person')).toBe(
    '你应用了 ConfigMap a、Service b。',
  );
  expect(whyInChinese({ sentence: 'rules-synced', changed: '' }, 'kube-proxy/worker232')).toBe(
    'worker232 上的 kube-proxy 重写了规则。',
  );
});
