const kinds = ['history', 'spam', 'delete', 'merge', 'followUp', 'queue', 'style'] as const
export type DialogKind = (typeof kinds)[number]
export const dialogOf = (id: string): DialogKind | undefined => kinds.find((kind) => kind === id)
