"""Surnames of which a Spanish or Portuguese name has two: of the father, then of the mother.

"Ruiz Ocampo" is a surname alone, and "Enrique Ruiz Ocampo" is called by both. Common ones, of which none is a
given name: a fact of those languages.
"""

from .folding import fold

SPANISH_AND_PORTUGUESE = """
    Acosta Acuña Aguilar Aguirre Alarcón Albarrán Alvarado Álvarez Araujo Arce Arias Arroyo Ávila Ayala
    Barrera Barrios Benítez Bolaños Bustamante Caballero Cabrera Calderón Cárdenas Cardoso Carrasco Carrillo
    Castaño Castro Chávez Cisneros Contreras Córdoba Coronado Correa Cortés Cuevas Delgado Díaz Domínguez
    Durán Echeverría Escobar Espinosa Espinoza Estrada Fernandes Fernández Ferreira Figueroa Fonseca
    Gallardo Gallegos Gálvez Garcés García Garrido Garza Giménez Gomes Gómez Gonçalves González Guerrero
    Gutiérrez Guzmán Henríquez Hernández Herrera Hidalgo Huerta Ibáñez Iglesias Jiménez Juárez Ledesma Lopes
    López Lozano Machado Maldonado Márquez Martínez Matos Mejía Mendes Méndez Mendoza Menéndez Meza Montero
    Montoya Morales Moreno Moura Muñoz Murillo Navarro Nogueira Nunes Núñez Ochoa Oliveira Orozco Ortega
    Ortiz Pacheco Padilla Palacios Paredes Peña Peñaloza Peralta Pereira Pereyra Pérez Pineda Pinto Pizarro
    Ponce Prieto Quintero Quiroga Ramírez Ramos Rangel Ribeiro Ríos Rivas Rivera Robles Rocha Rodrigues
    Rodríguez Rojas Romero Rueda Ruiz Saavedra Sáenz Salas Salazar Sánchez Sandoval Solís Souza Suárez
    Tavares Teixeira Tello Torres Trujillo Urbina Uribe Valdés Valdez Valenzuela Vargas Vásquez Vázquez Vega
    Velasco Velásquez Vélez Vergara Villanueva Villalobos Villarreal Villegas Yáñez Zambrano Zamora Zapata
    Zavala Zúñiga
"""
FIRST_SURNAMES = frozenset(map(fold, SPANISH_AND_PORTUGUESE.split()))


def is_first_of_two(word: str) -> bool:
    """Is a word a surname behind which a second one stands: the "Peña" of "Peña Ocampo"?"""
    return fold(word) in FIRST_SURNAMES
