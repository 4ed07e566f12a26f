export type DialogKind = 'history'
