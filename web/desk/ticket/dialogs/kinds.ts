export type DialogKind = 'history' | 'spam' | 'delete'
