import { BEGIN, FINISH } from "./sound-queue.js";

/** Speech needs no more; five seconds at a time is what a dead device loses at most. */
const BITS_PER_SECOND = 32000;
const SLICE_MS = 5000;
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

/** Takes the sound of this device's microphone and hands it to the queue piece by piece. */
export class Recorder {
  /** @param {{queue: import("./sound-queue.js").SoundQueue, now?: () => number, media?: any, Media?: any}} options */
  constructor(options) {
    Object.assign(this, { now: () => performance.now(), media: globalThis.navigator?.mediaDevices, Media: globalThis.MediaRecorder, recording: null }, options);
  }

  /** Asks for the microphone; throws when there is none, or it is refused. */
  async open() {
    if (!this.media?.getUserMedia || !this.Media) throw Object.assign(new Error("no microphone"), { name: "NotSupportedError" });
    this.stream = await this.media.getUserMedia({ audio: { channelCount: 1 } });
  }

  /** Takes sound for a recording that was ordered; `open` came before. */
  start(recording) {
    const mimeType = TYPES.find((type) => this.Media.isTypeSupported(type));
    const recorder = new this.Media(this.stream, { mimeType, audioBitsPerSecond: BITS_PER_SECOND });
    const begun = this.now();
    let number = 0;
    let taken = 0;
    recorder.onstart = () => void this.queue.add({ recording, number: BEGIN });
    recorder.ondataavailable = ({ data }) => {
      if (data.size) void this.queue.add({ recording, number: number++, taken: Math.round(taken), body: data });
      taken = this.now() - begun;
    };
    recorder.onstop = () => {
      this.close();
      void this.queue.add({ recording, number: FINISH });
    };
    recorder.start(SLICE_MS);
    Object.assign(this, { recorder, recording });
  }

  /** Does what the house says of the live recording: goes on, pauses, or stops because it is no longer this one. */
  follow(live) {
    if (!this.recording) return;
    if (live?.id !== this.recording) return this.stop();
    if (live.state === "paused" && this.recorder.state === "recording") this.recorder.pause();
    if (live.state === "recording" && this.recorder.state === "paused") this.recorder.resume();
  }

  stop() {
    const { recorder } = this;
    this.recorder = this.recording = null;
    if (recorder && recorder.state !== "inactive") recorder.stop();
  }

  close() {
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
  }
}
