// pure-does-no-io
import { readFileSync } from 'node:fs'

export const model = readFileSync
