// Short phrases in Chinese that the host and the engine say in English inside of larger texts: why a request was lost,
// and where in a manifest a mistake is. What is not known here stays as it is.
type Phrase = readonly [english: RegExp, chinese: string];

const reasons: readonly Phrase[] = [
  [/^the machine (\S+) is off$/, '机器 $1 已断电'],
  [/^the cable of (\S+) is out$/, '$1 的网线已拔出'],
  [/^the server does not answer$/, '服务器没有应答'],
  [/^the packet goes round$/, '数据包在节点之间打转'],
  [/^the answer took too long$/, '应答来得太晚'],
  [/^lost between (\S+) and (\S+)$/, '在 $1 与 $2 之间丢失'],
  [/^lost on the cable of (\S+)$/, '在 $1 的网线上丢失'],
  [/^nothing passes between (\S+) and (\S+)$/, '$1 与 $2 之间不通'],
  [/^lost on the way back$/, '在返回途中丢失'],
  [/^the request was lost on its way$/, '请求在途中丢失'],
  [/^the answer was lost on its way$/, '应答在途中丢失'],
  [/^other reasons$/, '其他原因'],
  [/^(\S+) has no local endpoints$/, '$1 在本节点没有端点'],
  [/^(\S+) has no real servers$/, '$1 没有真实服务器'],
  [/^dropped by a rule$/, '被一条规则丢弃'],
  [/^nobody has the address (\S+)$/, '没有谁拥有地址 $1'],
  [/^nobody has the address (\S+) any more$/, '地址 $1 已无人使用'],
  [/^nothing listens on (\d+): the Pod is ending$/, '没有进程监听端口 $1：Pod 正在终止'],
  [/^nothing listens on (\d+): the Pod is not ready$/, '没有进程监听端口 $1：Pod 尚未就绪'],
  [/^the container ended before it had answered$/, '容器在应答之前就结束了'],
  [/^(\S+) was cut off before the answer was sent$/, '$1 在送出应答之前断开了'],
  [/^(\S+) was cut off before the request was sent$/, '$1 在送出请求之前断开了'],
  [/^no rule for port (\d+), and nothing listens on it$/, '端口 $1 没有规则，也没有进程监听'],
  [/^nothing listens on (\d+)$/, '没有进程监听端口 $1'],
  [/^(\S+) has no endpoints$/, '$1 没有端点'],
];

const outcomes: Readonly<Record<string, string>> = {
  refused: '被拒绝',
  'no-route': '没有到主机的路由',
  'timed-out': '超时',
  reset: '连接被重置',
};

const places: readonly Phrase[] = [
  [/, line (\d+), column (\d+)$/, '，第 $1 行第 $2 列'],
  [/, line (\d+)$/, '，第 $1 行'],
  [/, document (\d+), /, '，第 $1 个文档，'],
  [/, document (\d+)$/, '，第 $1 个文档'],
  [/, object (\d+)/, '，第 $1 个对象'],
  [/, item (\d+)/, '，第 $1 项'],
];

/** Why a request did not get its answer. */
export function reasonInChinese(reason: string): string {
  const phrase = reasons.find(([english]) => english.test(reason));
  return phrase ? reason.replace(...phrase) : reason;
}

/** What became of a request. */
export function outcomeInChinese(outcome: string): string {
  return outcomes[outcome] ?? outcome;
}

/** Where a problem is: a file, a line, a document, a field. */
export function placeInChinese(place: string): string {
  return places.reduce((text, phrase) => text.replace(...phrase), place);
}
