from . import models, report, wizards, demo
