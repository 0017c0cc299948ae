// What the system's own menus and dialogs say. All that stands in the page is in renderer/i18n.
const en = {
  file: 'File',
  openManifest: 'Open manifest…',
  pasteManifest: 'Paste manifest…',
  newSession: 'Sessions…',
  openSession: 'Open session file…',
  import: 'Import…',
  export: 'Export…',
  apiServer: 'API server…',
  quit: 'Quit Kubarium',
  edit: 'Edit',
  view: 'View',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  zoomReset: 'Whole cluster',
  fullScreen: 'Full screen',
  developerTools: 'Developer tools',
  window: 'Window',
  manifests: 'Kubernetes manifests',
  sessions: 'Kubarium sessions',
};

export type Texts = Readonly<typeof en>;

const zh: Texts = {
  file: '文件',
  openManifest: '打开清单…',
  pasteManifest: '粘贴清单…',
  newSession: '会话…',
  openSession: '打开会话文件…',
  import: '导入…',
  export: '导出…',
  apiServer: 'API 服务器…',
  quit: '退出 Kubarium',
  edit: '编辑',
  view: '视图',
  zoomIn: '放大',
  zoomOut: '缩小',
  zoomReset: '显示整个集群',
  fullScreen: '全屏',
  developerTools: '开发者工具',
  window: '窗口',
  manifests: 'Kubernetes 清单',
  sessions: 'Kubarium 会话',
};

export const textsIn = (language: 'en' | 'zh'): Texts => (language === 'zh' ? zh : en);
