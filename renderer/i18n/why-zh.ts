// The sentences of a chain of causes in Chinese. In English the host says them; each names itself in its parameters, by
// which it is found here. Kubernetes' own words stay.
import { outcomeInChinese, reasonInChinese } from './phrases-zh.ts';

const sentences: Readonly<Record<string, string>> = {
  'power-on': '{who}启动了集群。',
  apply: '{who}应用了 {names}。',
  'request-get': '{who}向 API 读取 {resource} {name}。',
  'request-list': '{who}向 API 列出 {resource}。',
  'request-create': '{who}请求 API 创建 {resource} {name}。',
  'request-update': '{who}请求 API 更新 {resource} {name}。',
  'request-patch': '{who}请求 API 修改 {resource} {name}。',
  'request-delete': '{who}请求 API 删除 {resource} {name}。',
  'set-load': '{who}让 {name} 每秒发送 {ratePerSecond} 个请求。',
  'send-request': '{who}从 {node} 发送了 {method} {target}。',
  'kill-container': '{who}停止了 Pod {pod} 中的容器 {container}。',
  exec: '{who}请求在 Pod {pod} 中运行 {command}。',
  'exec-interrupt': '{who}在 Pod {pod} 中按下了 Ctrl-C。',
  'exec-input': '{who}在 Pod {pod} 中输入了 {text}。',
  'write-file': '{who}在 {node} 上写入了 {path}。',
  'move-file': '{who}在 {node} 上把 {from} 移到了 {to}。',
  'node-power-on': '{who}给 {node} 通了电。',
  'node-power-off': '{who}给 {node} 断了电。',
  'disk-fill': '{who}把 {node} 的磁盘填到了 {percent}%。',
  'set-link-up': '{who}设置了 {node} 的网线：延迟 {ms} 毫秒，丢包 {percent}%。',
  'set-link-down': '{who}断开了 {node} 的网线。',
  'set-link-up-between': '{who}设置了 {node} 与 {peer} 之间的链路：延迟 {ms} 毫秒，丢包 {percent}%。',
  'set-link-down-between': '{who}断开了 {node} 与 {peer} 之间的链路。',
  'link-changed-up': '{node} 的网线：延迟 {ms} 毫秒，丢包 {percent}%。',
  'link-changed-down': '{node} 的网线不通。',
  'link-changed-up-between': '{node} 与 {peer} 之间的链路：延迟 {ms} 毫秒，丢包 {percent}%。',
  'link-changed-down-between': '{node} 与 {peer} 之间的链路不通。',
  'kubelet-freeze-on': '{who}冻结了 {node} 的 kubelet。',
  'kubelet-freeze-off': '{who}让 {node} 的 kubelet 继续运行。',
  'kubelet-service-on': '{who}启动了 {node} 的 kubelet。',
  'kubelet-service-off': '{who}停止了 {node} 的 kubelet。',
  created: '{who}创建了 {kind} {name}。',
  deleted: '{kind} {name} 已消失：{who}把它从 API 中移除。',
  changed: '{who}更改了 {kind} {name}。',
  'marked-for-deletion': '{who}将 {kind} {name} 标记为删除，宽限期 {seconds} 秒。',
  bound: '{who}把 Pod {name} 绑定到 {node}。',
  phase: '{who}报告 Pod {name} 处于 {phase}。',
  ready: '{who}报告 {kind} {name} 已就绪。',
  'not-ready': '{who}报告 {kind} {name} 未就绪。',
  scaled: '{who}要求 ReplicationController {name} 维持 {wanted} 个 Pod。',
  counted: '{who}统计出 {name} 有 {count} 个 Pod，其中 {ready} 个就绪。',
  endpoints: '{who}写入了 {name}：{ready} 个端点就绪，{ending} 个正在终止。',
  scheduled: '{who}为 Pod {pod} 选择了 {node}。',
  'not-scheduled': '{who}没有为 Pod {pod} 找到节点：{message}',
  'sandbox-created': '{who}建立了 Pod {pod} 的沙箱，地址 {ip}。',
  'sandbox-removed': '{who}移除了 Pod {pod} 的沙箱。',
  'image-pulled': '{who}用 {seconds} 秒为 Pod {pod} 拉取了 {image}。',
  'container-started': '{who}启动了 Pod {pod} 的容器 {container}。',
  'container-exited': 'Pod {pod} 的容器 {container} 以 {exitCode} 退出（{reason}）。',
  'signal-sent': '{who}向 Pod {pod} 的容器 {container} 发送了 {signal}。',
  'probe-passed': 'Pod {pod} 的容器 {container} 通过了 {probe} 探针。',
  'probe-failed': 'Pod {pod} 的容器 {container} 没有通过 {probe} 探针。',
  'hook-started': '{who}开始运行 Pod {pod} 的容器 {container} 的 {hook} 钩子。',
  'hook-passed': 'Pod {pod} 的容器 {container} 的 {hook} 钩子已完成。',
  'hook-failed': 'Pod {pod} 的容器 {container} 的 {hook} 钩子失败了。',
  waiting: '{who}让 Pod {name} 的容器 {container} 等待：{reason}。',
  event: '{reason}（{kind} {name}）：{message}',
  'log-written': 'Pod {pod} 的容器 {container} 输出：{text}',
  'exec-started': '{who}在 Pod {pod} 的容器 {container} 中运行了 {command}。',
  'exec-written': 'Pod {pod} 的容器 {container} 中的命令输出：{text}',
  'exec-ended': 'Pod {pod} 的容器 {container} 中的命令以 {exitCode} 结束。',
  'component-started': '{node} 上的 {component} 启动了。',
  'component-stopped': '{node} 上的 {component} 停止了。',
  'rules-synced': '{who}重写了规则{changed}。',
  'load-set': '客户端 {client} 现在每秒发送 {ratePerSecond} 个请求。',
  'load-measured': '客户端 {client} 发送了 {requests} 个请求，其中 {failed} 个失败。',
  'request-answered': '{client} 到 {destination} 的请求得到应答 {httpStatus}。',
  'request-failed': '{client} 到 {destination} 的请求没有得到应答（{outcome}）{why}。',
  'node-powered-on': '机器 {node} 已通电。',
  'node-powered-off': '机器 {node} 已断电。',
  'file-changed': '{node} 上的文件 {path} 改变了。',
};

/** Undefined for a sentence that is not known here: the English one stands then. */
export function whyInChinese(params: Readonly<Record<string, string | number>>, actor: string): string | undefined {
  const sentence = sentences[String(params['sentence'])];
  const values: Readonly<Record<string, string | number>> = {
    ...params,
    ...inChinese(params),
    who: actorInChinese(actor),
  };
  return sentence?.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** The parameters that are lists or phrases; with the punctuation before them, as they may be empty. */
function inChinese({
  names,
  changed,
  outcome,
  why,
}: Readonly<Record<string, string | number>>): Readonly<Record<string, string>> {
  return {
    names: listInChinese(names),
    changed: afterColon(listInChinese(changed)),
    outcome: outcomeInChinese(String(outcome ?? '')),
    why: afterColon(reasonInChinese(String(why ?? ''))),
  };
}

function listInChinese(list: string | number | undefined): string {
  return String(list ?? '').replaceAll(', ', '、');
}

function afterColon(text: string): string {
  return text === '' ? '' : `：${text}`;
}

function actorInChinese(actor: string): string {
  if (actor === 'person' || actor === 'terminal') return '你';
  const [program = '', place] = actor.split('/');
  return place === undefined ? `${program} ` : `${place} 上的 ${program} `;
}
