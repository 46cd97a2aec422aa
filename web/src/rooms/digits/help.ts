/** Plain words for every control of the digits room. */

export const HELP = {
  digits:
    "Each button shows both networks one handwritten image of that digit. Held-out images are ones that neither network ever learned from, so a right answer is no memory.",
  turn: "Goes through the held-out images one by one, in a fixed order: with the same seed and the same training the same image gets the same answer.",
  source:
    "Held-out images are drawn from 2000 that the artificial network never learns from. The brain has only ten images, one of each digit, and is taught with these.",
  draw: "Draw a digit of your own. It is then treated as the images of the data set were: scaled into a square of 20 by 20, its centre of mass put into the middle. Say what you meant, and the answers can be judged.",
  network:
    "The image enters on the left as 784 numbers. Each unit adds up what it receives, times the weights of its links, and passes on the result. The last ten units are the answer: how likely each digit is, together 100 %.",
  train:
    "In one epoch every training image is shown once. After each, all weights move a little in the direction that would have made the answer better. Cancel keeps what was learned.",
  figures:
    "Loss is how surprised the network was by the right answers (0 is not at all; guessing among ten gives 2.3). Held out is the share of right answers on images that it never learns from.",
  learning:
    "Loss should fall and accuracy rise while the network learns. Both are means over the epoch so far, so they start anew with each epoch.",
  confusion:
    "Each row is a digit that was shown, each column what it was read as. Numbers off the diagonal are mistakes: 4 and 9 are a frequent pair.",
  patterns:
    "The weights from the 784 pixels to each unit of the first layer, laid out as an image: bright pixels excite the unit, dark ones inhibit it. Before training they are noise.",
  why: "How much each pixel spoke for a class: its ink times the slope of the class's score. Bright pixels speak for it, dark ones against. It is a first-order account, good near this image, no more.",
  layers: "Units in each hidden layer, from 1 to 128, separated by spaces; up to four layers. More units learn more, and take longer.",
  explain: "The class whose reasons are shown: its own answer at first. Ask for another to see what spoke for that one.",
  design:
    "The shape of the network and how it is taught. Building it anew discards what was learned. The original has hidden layers of 20, 16 and 10 units.",
  transport:
    "Pause holds both networks. Step then moves the brain by one step of 0.15 ms and the pass through the artificial network by one layer. Pace sets how many steps of the brain are shown in a second; at its right end there is no limit: it goes as fast as it computes.",
  seed: "All chance comes from this number: first weights, wiring, the ten images, the order of presentations. Same seed, same result. It takes effect with the next reset.",
  reset: "Puts an untrained network of this seed in place of the present one. Save first what you want to keep.",
  share:
    "The link holds the seed, all settings, the image, the design and how much was learned; whoever opens it sees the same. The Python script computes what is seen here, without the page.",
  files:
    "Save keeps what the network has learned as a file on your machine. Load puts such a file in its place, also one that the Python library wrote. Only the safetensors format is read, for it can hold no program.",
  tour: "The tour shows the page in five steps. How they work goes down to the words on both networks, with references.",
  palette:
    "Orange, blue and black are the original's colours. The other palette keeps every difference for all kinds of colour vision. Right and wrong carry a sign in both.",
} as const;

export const TOUR = [
  {
    at: "[data-tour=digits]",
    title: "One image, two networks",
    text: "Click a digit. An artificial network (left) and a model of a brain (right) look at the very same image. You can also go through the test images, or draw a digit yourself.",
  },
  {
    at: "[data-network=mlp]",
    title: "The artificial network",
    text: "Numbers flow once from left to right, layer by layer. The bars are its answer. Untrained, it guesses; the ring shows whether it was right.",
  },
  {
    at: "[data-tour=train]",
    title: "Let it learn",
    text: "Train shows it thousands of images, each with the right answer. Watch loss and accuracy, then look at its errors, its first layer and its reasons.",
  },
  {
    at: "[data-network=brain]",
    title: "The brain",
    text: "Cells with membranes and ion channels send spikes along axons: from the retina by the visual cortex to Broca's area, where the first cell to fire is the answer. The teacher makes it hear the name while it sees the digit.",
  },
  {
    at: "[data-tour=transport]",
    title: "Time is yours",
    text: "Pause, step, slow down or let it run as fast as it computes. Everything follows from the seed; the link restores what you see, and the script computes it in Python.",
  },
];
