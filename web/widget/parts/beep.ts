/** A short, soft tone for a message nobody is looking at. Silent until the browser has seen a click here. */
export function beep(): void {
  const audio = new AudioContext()
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  volume.gain.setValueAtTime(0.08, 0)
  volume.gain.exponentialRampToValueAtTime(0.001, 0.3)
  tone.frequency.value = 740
  tone.connect(volume).connect(audio.destination)
  tone.start()
  tone.stop(0.3)
  tone.onended = () => audio.close()
}
