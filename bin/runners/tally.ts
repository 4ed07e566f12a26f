/** Counts what all runners found, and shows the output of failures only. */
export class Tally {
  passed = 0
  failed = 0
  skipped = 0

  pass(name?: string) {
    this.passed++
    if (name) console.log(`✓ ${name}`)
  }

  fail(name: string, output: string) {
    this.failed++
    console.log(`✗ ${name}\n${output.trim().replace(/^/gm, '    ')}`)
  }

  /** The last line says all; a run without a test is a failure. */
  close() {
    if (this.passed + this.failed === 0) this.fail('nothing was tested', '')
    if (this.skipped > 0) console.log(`${this.skipped} skipped`)
    console.log(`${this.passed} passed, ${this.failed} failed`)
    process.exitCode = this.failed === 0 ? 0 : 1
  }
}
