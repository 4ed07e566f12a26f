/** For what a test knows and types cannot: the answer of a command run by its name, an event's data, a response's body. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const known = <T>(value: unknown): T => value as T
