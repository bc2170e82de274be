"""Invented families in invented homes, as plain values; the same for each seed.

Their identity numbers have a region that does not exist, so that none of them can be
anybody's although date, serial and check digit are as they should be.
"""

from datetime import date, timedelta

from stdnum.cn import ric

DEMO_REGION = "350399"
BENCHMARK_REGION = "350398"
TODAY = date(2025, 6, 30)
"""Ages count from here, not from today: the same family every time."""
HEAD, SPOUSE, SON, DAUGHTER, FATHER, MOTHER = "02", "10", "20", "30", "51", "52"
MALE, FEMALE = "1", "2"


class Families:
    def __init__(self, chance, words, region):
        self.chance, self.words, self.region = chance, words, region
        self.serials = {}
        self.phones = 0
        self.pairs = {
            sex: [a + b for a in self.words[key] for b in self.words[key] if a != b]
            for sex, key in ((MALE, "given_male"), (FEMALE, "given_female"))
        }

    def house(self, urban, street, serial, at):
        """The parts of the address of a home.

        ``at`` counts the homes of a unit grid; the ``serial`` of the grid keeps the
        addresses of a village or a street apart.
        """
        word = self.words["address"]
        if not urban:
            number = word["number"] % (500 * serial - 499 + at)
            return {"street": street, "street_number": number}
        compounds = self.words["compounds"]
        building, rest = divmod(at, 24)
        unit, home = divmod(rest, 12)
        floor, door = divmod(home, 2)
        return {
            "street": street,
            "compound": compounds[serial % len(compounds)],
            "building": word["building"] % (20 * serial - 19 + building),
            "unit": word["unit"] % (unit + 1),
            "floor": word["floor"] % (floor + 1),
            "room": word["room"] % ((floor + 1) * 100 + door + 1),
        }

    def family(self, floating=0.0, left_behind=0.0):
        """The members of one household, the head first."""
        chance = self.chance
        migrant = chance.random() < floating
        common = self._common(migrant)
        surname = chance.choice(self.words["surnames"])
        age = chance.randint(24, 58) if migrant else chance.randint(28, 86)
        sex = MALE if chance.random() < 0.8 else FEMALE
        members = [self._person(common, HEAD, sex, age, surname)]
        married = age >= 26 and chance.random() < 0.78
        if married:
            other = FEMALE if sex == MALE else MALE
            members.append(self._person(common, SPOUSE, other, age - 2))
        # at home live children until they marry, and their parents' parents
        if 26 <= age <= 66 and (married or chance.random() < 0.2):
            for _ in range(chance.choice((0, 1, 1, 2, 2, 3))):
                child = MALE if chance.random() < 0.52 else FEMALE
                relation = SON if child == MALE else DAUGHTER
                years = min(max(0, age - chance.randint(23, 36)), 30)
                members.append(self._person(common, relation, child, years, surname))
        if not migrant and 30 <= age <= 62 and chance.random() < 0.25:
            members.append(
                self._person(common, MOTHER, FEMALE, age + chance.randint(21, 30))
            )
        if chance.random() < left_behind:
            self._leave_behind(members)
        return members

    def _common(self, migrant):
        if not migrant:
            home = self.words["home_town"]
            return {
                "population_type": "registered",
                "native_place": home,
                "registered_place": home,
                "consistency": "1",
            }
        home = self.chance.choice(self.words["home_places"])
        return {
            "population_type": "floating",
            "native_place": home,
            "registered_place": home,
            "inflow_reason": self.chance.choice(("01", "01", "01", "03", "06")),
            "dwelling_type": self.chance.choice(("02", "02", "02", "05", "01")),
        }

    def _person(self, common, relation, sex, age, surname=None):
        chance = self.chance
        given = self.words["given_male" if sex == MALE else "given_female"]
        birth = TODAY - timedelta(days=age * 365 + chance.randrange(365))
        return dict(
            common,
            name=(surname or chance.choice(self.words["surnames"]))
            + chance.choice(self.pairs[sex] if chance.random() < 0.75 else given),
            sex=sex,
            birth_date=birth,
            id_number=self._id_number(birth, sex),
            phone=self._phone() if 12 <= age < 82 else None,
            relation=relation,
            ethnicity="01",
            marital=self._marital(relation, age),
            political="01" if age > 22 and chance.random() < 0.08 else "13",
            education=self._education(age),
            occupation=self._occupation(common, age),
        )

    def _id_number(self, birth, sex):
        """Odd serials for men, even ones for women; no two alike (GB 11643)."""
        key = birth, sex
        serial = self.serials.get(key, -1 if sex == MALE else 0) + 2
        self.serials[key] = serial
        number = f"{self.region}{birth:%Y%m%d}{serial:03d}"
        return number + ric.calc_check_digit(number + "0")

    def _phone(self):
        """The prefix 154 is open to no operator."""
        self.phones += 1
        return f"154{self.phones * 7919 % 10**8:08d}"

    def _marital(self, relation, age):
        if relation in (SPOUSE, FATHER, MOTHER):
            return "30" if age > 70 and self.chance.random() < 0.3 else "20"
        if relation == HEAD and age >= 30:
            return "20"
        return "10"

    def _education(self, age):
        if age < 7:
            return None
        if age < 13:
            return "80"
        if age < 16:
            return "70"
        steps = ("80", "70", "70", "60", "30", "20") if age < 60 else ("80", "80", "70")
        return self.chance.choice(steps)

    def _occupation(self, common, age):
        if not 18 <= age < 60:
            return None
        migrant = common["population_type"] == "floating"
        return self.chance.choice(self.words["migrant_jobs" if migrant else "jobs"])

    def _leave_behind(self, members):
        """Children and the old of a family whose breadwinners work elsewhere."""
        for member in members:
            age = (TODAY - member["birth_date"]).days // 365
            if age < 16 or age >= 60:
                member["is_left_behind"] = True
                member["left_behind_type"] = "01" if age < 16 else "03"
