import { StartError } from './start-error.ts'

const NO_RIGHT = '42501'

/** Work that makes tables: when the database's user may not, the operator is told what to grant. */
export async function needsRights<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === NO_RIGHT)) throw error
    throw new StartError(
      `The database's user may not make tables in it (${error.message}): make it the owner ("alter database … owner to …").`,
    )
  }
}
